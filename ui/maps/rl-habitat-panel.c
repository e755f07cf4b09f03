/* rl-habitat-panel.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-habitat-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"
#include "maps/rl-habitat-row.h"
#include "maps/rl-habitat-table.h"
#include "widgets/rl-csv-file.h"
#include "widgets/rl-parameter-form.h"

/* Rows of the form. */
enum
{
  WHERE,
  METHOD,
  NUMBER
};

struct _RlHabitatPanel
{
  GtkWidget               parent_instance;

  RlJobs                 *jobs;
  RlSession              *session;
  RlMapPane              *maps;            /* whose part it is */
  RlFeatureExtractor     *features;
  RlHabitatFinder        *finder;
  RlHabitatTable         *table;

  GtkWidget              *box;
  GtkBox                 *list;
  GtkWidget              *add_values[RL_N_LAYERS];
  RlParameterForm        *form;
  RimVoiKind              voi;
  GtkWidget              *run;
  GtkWidget              *cancel;
  GtkSpinner             *spinner;
  GtkLabel               *message;
  GtkWidget              *result;
  GtkLabel               *title;
  GtkBox                 *rows;
  GtkLabel               *criterion;
  GtkWidget              *stale;
  const RimStudyHabitats *shown;           /* what @rows are of; only compared */
  guint                   n_listed;
  GtkFileChooserNative   *chooser;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlHabitatPanel, rl_habitat_panel, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static const RimVoiKind vois[] = { RIM_VOI_TUMOUR, RIM_VOI_RIM, RIM_VOI_TUMOUR_AND_RIM, RIM_VOI_CORE };

static void
say (RlHabitatPanel *self,
     const char     *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* The maps that are clustered */

static void
remove_cb (RlHabitatPanel *self,
           GtkWidget      *button)
{
  rl_habitat_finder_remove_map (self->finder,
                                GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
append_map (RlHabitatPanel *self,
            guint           m)
{
  const char *title = rl_habitat_finder_get_title (self->finder, m);
  g_autofree char *name = g_strdup_printf (_("Leave out %s"), title);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *remove = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, title);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  rl_accessible_set_icon_button (GTK_BUTTON (remove), "list-remove-symbolic", name, name);
  gtk_button_set_has_frame (GTK_BUTTON (remove), FALSE);
  g_object_set_data (G_OBJECT (remove), "index", GUINT_TO_POINTER (m));
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), remove);
  gtk_box_append (self->list, row);
}

static void
list_maps (RlHabitatPanel *self)
{
  const guint n = rl_habitat_finder_get_n_maps (self->finder);

  if (n == self->n_listed && gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL)
    return;

  clear_box (self->list);
  self->n_listed = n;
  for (guint m = 0; m < n; m++)
    append_map (self, m);
  if (n == 0)
    {
      GtkWidget *label = gtk_label_new (_("Add the maps in which habitats are to differ"));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (self->list, label);
    }
}

static void
add (RlHabitatPanel    *self,
     const RlMapChoice *choice)
{
  if (!rl_habitat_finder_add_map (self->finder, choice))
    say (self, _("That map is among them already"));
}

static void
add_current_cb (RlHabitatPanel *self)
{
  g_autoptr(RlMapChoice) choice = rl_map_pane_dup_choice (self->maps);

  if (choice->features[0] == NULL)
    say (self, _("Choose a map first"));
  else
    add (self, choice);
}

/* The values of the image itself, as they are. */
static void
add_image (RlHabitatPanel *self,
           RimStudyImage   image)
{
  const char *features[] = { "image_Intensity", NULL };
  g_autoptr(RlMapChoice) choice = rl_map_pane_dup_choice (self->maps);

  choice->image = image;
  g_free (choice->filter);
  choice->filter = g_strdup ("original");
  g_strfreev (choice->features);
  choice->features = g_strdupv ((char **) features);
  rim_settings_unref (choice->settings);
  choice->settings = rim_settings_new_default ();
  add (self, choice);
}

static void
add_ct_cb (RlHabitatPanel *self)
{
  add_image (self, RIM_STUDY_IMAGE_CT);
}

static void
add_pet_cb (RlHabitatPanel *self)
{
  add_image (self, RIM_STUDY_IMAGE_PET);
}

/* To begin with habitats are those of the values of the images. */
static void
images_cb (RlHabitatPanel *self)
{
  const gboolean has_maps = rl_habitat_finder_get_n_maps (self->finder) > 0;

  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      const gboolean has_image = rl_session_get_volume (self->session, layer) != NULL;

      gtk_widget_set_visible (self->add_values[layer], has_image);
      if (has_image && !has_maps)
        add_image (self, layer == RL_LAYER_CT ? RIM_STUDY_IMAGE_CT : RIM_STUDY_IMAGE_PET);
    }
}

/* How, and when */

static void
form_cb (RlHabitatPanel *self,
         guint           parameter,
         double          value)
{
  const guint i = (guint) value;

  switch (parameter)
    {
    case WHERE:
      self->voi = vois[MIN (i, G_N_ELEMENTS (vois) - 1)];
      break;
    case METHOD:
      rl_habitat_finder_set_method (self->finder, (RimHabitatMethod) i);
      break;
    case NUMBER:
    default:
      rl_habitat_finder_set_number (self->finder, i > 0 ? i + 1 : 0);
      break;
    }
}

static void
run_cb (RlHabitatPanel *self)
{
  g_autoptr(RlMapChoice) choice = rl_map_pane_dup_choice (self->maps);

  rl_habitat_finder_set_voi (self->finder, self->voi, &choice->how);
  rl_habitat_finder_run (self->finder);
}

static void
cancel_cb (RlHabitatPanel *self)
{
  rl_habitat_finder_cancel (self->finder);
}

/* What came of it */

static void
make_contours (RlHabitatPanel *self,
               int             habitat)
{
  if (!rl_habitat_finder_make_contours (self->finder, habitat))
    say (self, _("Finish what is being drawn first"));
}

static void
row_contour_cb (RlHabitatPanel *self,
                guint           habitat)
{
  make_contours (self, (int) habitat);
}

static void
contours_cb (RlHabitatPanel *self)
{
  make_contours (self, -1);
}

static void
clear_cb (RlHabitatPanel *self)
{
  rl_habitat_finder_clear (self->finder);
}

static void
copy_cb (RlHabitatPanel *self)
{
  g_autofree char *text = rl_habitat_finder_dup_text (self->finder);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, _("Copied volumes and values of the habitats"));
}

static void
chosen_cb (RlHabitatPanel       *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autofree char *path = rl_csv_file_dup_path (chooser, response);

  if (path != NULL)
    rl_habitat_panel_export (self, path);
  g_clear_object (&self->chooser);
}

static void
export_cb (RlHabitatPanel *self)
{
  g_clear_object (&self->chooser);
  self->chooser = rl_csv_file_ask (GTK_WIDGET (self), _("Features of Habitats"), "habitats.csv",
                                   G_CALLBACK (chosen_cb));
}

/* What every number was worth, so that a reader sees why it is this one. */
static char *
describe_criterion (const RimHabitats *habitats,
                    RimHabitatMethod   method)
{
  GString *text = g_string_new (method == RIM_HABITAT_MIXTURE ? _("BIC, negative:")
                                                              : _("Calinski–Harabasz index:"));

  for (guint n = 2; n <= RIM_HABITATS_MAX; n++)
    if (!isnan (habitats->criteria[n]))
      {
        g_autofree char *value = g_strdup_printf (fabs (habitats->criteria[n]) < 1000 ? "%.4g" : "%.0f",
                                                  habitats->criteria[n]);

        g_string_append_printf (text, n == habitats->n ? "  <b>%u:\u00a0%s</b>" : "  %u:\u00a0%s", n, value);
      }

  return g_string_free (text, FALSE);
}

static void
show_found (RlHabitatPanel *self)
{
  const RimStudyHabitats *found = rl_habitat_finder_get_found (self->finder);
  const RlHabitatQuestion *asked = rl_habitat_finder_get_asked (self->finder);
  g_autofree char *criterion = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->result, found != NULL);
  gtk_widget_set_visible (self->stale, found != NULL && !rl_habitat_finder_is_up_to_date (self->finder));
  if (found == self->shown)
    return;

  self->shown = found;
  clear_box (self->rows);
  if (found == NULL)
    return;

  /* Translators: the name of a lesion and how many parts it has. */
  title = g_strdup_printf (ngettext ("%s: %u habitat", "%s: %u habitats", found->habitats->n),
                           asked->lesion->name, found->habitats->n);
  gtk_label_set_text (self->title, title);
  criterion = describe_criterion (found->habitats, asked->method);
  gtk_label_set_markup (self->criterion, criterion);
  for (guint c = 0; c < found->habitats->n; c++)
    {
      GtkWidget *row = rl_habitat_row_new (self->finder, c);

      g_signal_connect_object (row, "make-contour", G_CALLBACK (row_contour_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->rows, row);
    }
}

static void
update (RlHabitatPanel *self)
{
  const RlHabitatState state = rl_habitat_finder_get_state (self->finder);
  const char *problem = rl_habitat_finder_get_problem (self->finder);

  list_maps (self);
  gtk_widget_set_visible (self->run, state != RL_HABITATS_FINDING);
  gtk_widget_set_visible (self->cancel, state == RL_HABITATS_FINDING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == RL_HABITATS_FINDING);
  gtk_spinner_set_spinning (self->spinner, state == RL_HABITATS_FINDING);
  gtk_label_set_text (self->message, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), problem != NULL);
  show_found (self);
}

static void
rl_habitat_panel_dispose (GObject *object)
{
  RlHabitatPanel *self = RL_HABITAT_PANEL (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->table);
  g_clear_object (&self->finder);
  g_clear_object (&self->features);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_habitat_panel_parent_class)->dispose (object);
}

static void
rl_habitat_panel_class_init (RlHabitatPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_habitat_panel_dispose;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
append_button (RlHabitatPanel *self,
               GtkWidget      *row,
               const char     *label,
               const char     *tip,
               GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, tip);
  if (tip != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), button);

  return button;
}

static GtkWidget *
append_row (GtkWidget *box)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), row);

  return row;
}

static GtkLabel *
append_text (GtkWidget  *box,
             const char *text,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
add_maps (RlHabitatPanel *self)
{
  GtkWidget *row;
  GtkWidget *label;

  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  row = append_row (self->box);
  label = gtk_label_new (_("Add"));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (row), label);
  append_button (self, row, _("Map"), _("Add the map that is chosen above"), G_CALLBACK (add_current_cb));
  self->add_values[RL_LAYER_CT] = append_button (self, row, _("CT"), _("Add the values of the CT"),
                                                 G_CALLBACK (add_ct_cb));
  self->add_values[RL_LAYER_PET] = append_button (self, row, _("PET"), _("Add the values of the PET"),
                                                  G_CALLBACK (add_pet_cb));
}

static void
add_form (RlHabitatPanel *self)
{
  const char *const where[] = { _("Tumour"), _("Rim"), _("Tumour and rim"), _("Core"), NULL };
  const char *const methods[] = { _("k-means"), _("Mixture of normals"), NULL };
  const char *const numbers[] = { _("By criterion"), "2", "3", "4", "5", "6", "7", "8", NULL };
  GtkWidget *row;

  self->form = RL_PARAMETER_FORM (rl_parameter_form_new ());
  rl_parameter_form_add_choice (self->form, _("Region"), where);
  rl_parameter_form_add_choice (self->form, _("Method"), methods);
  rl_parameter_form_add_choice (self->form, _("Number"), numbers);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->form));

  row = append_row (self->box);
  self->run = append_button (self, row, _("Find Habitats"), NULL, G_CALLBACK (run_cb));
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Finding habitats"),
                                  -1);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->spinner));
  self->cancel = append_button (self, row, _("Cancel"), NULL, G_CALLBACK (cancel_cb));
  self->message = append_text (self->box, NULL, "map-message");
}

static void
add_result (RlHabitatPanel *self)
{
  GtkWidget *row;

  self->result = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->result);
  self->title = append_text (self->result, NULL, "heading");
  self->stale = GTK_WIDGET (append_text (self->result, _("Out of date: the contour or what is chosen has changed. "
                                                         "Find habitats again."), "warning"));
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (self->result), GTK_WIDGET (self->rows));
  self->criterion = append_text (self->result, NULL, "caption");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->criterion),
                               _("How well every number of habitats fits; the greatest is the best"));
  row = append_row (self->result);
  append_button (self, row, _("Make Contours"), _("Make every habitat a contour, as one step"),
                 G_CALLBACK (contours_cb));
  append_button (self, row, _("Clear"), _("Take the habitats away"), G_CALLBACK (clear_cb));
  row = append_row (self->result);
  append_button (self, row, _("Copy"), _("Copy volumes and values of the habitats"), G_CALLBACK (copy_cb));
  append_button (self, row, _("Features…"), _("Save the features of every habitat as a table"),
                 G_CALLBACK (export_cb));
}

static void
rl_habitat_panel_init (RlHabitatPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Habitats"), -1);
  add_maps (self);
  add_form (self);
  add_result (self);
}

/**
 * rl_habitat_panel_new:
 * @jobs: what finds habitats
 * @session: of whose active lesion
 * @maps: the page that it is a section of, whose map can be added; it outlives the panel
 * @features: whose settings the features of habitats are computed with
 */
GtkWidget *
rl_habitat_panel_new (RlJobs             *jobs,
                      RlSession          *session,
                      RlMapPane          *maps,
                      RlFeatureExtractor *features)
{
  RlHabitatPanel *self = g_object_new (RL_TYPE_HABITAT_PANEL, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->maps = maps;
  self->features = g_object_ref (features);
  self->finder = rl_habitat_finder_new (jobs, session);
  self->table = rl_habitat_table_new (jobs, self->finder);
  g_signal_connect_object (self->table, "message", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_cb), self, G_CONNECT_SWAPPED);
  images_cb (self);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none) */
RlHabitatFinder *
rl_habitat_panel_get_finder (RlHabitatPanel *self)
{
  g_return_val_if_fail (RL_IS_HABITAT_PANEL (self), NULL);

  return self->finder;
}

/**
 * rl_habitat_panel_export:
 * @self: a panel with habitats
 * @path: where to save the features of every habitat
 */
void
rl_habitat_panel_export (RlHabitatPanel *self,
                         const char     *path)
{
  g_return_if_fail (RL_IS_HABITAT_PANEL (self));

  rl_habitat_table_save (self->table, rl_feature_extractor_get_settings (self->features), path);
}
