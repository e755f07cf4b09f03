/* rl-map-files.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rl-format.h"
#include "maps/rl-map-title.h"

struct _RlMapFiles
{
  GtkWidget     parent_instance;

  RlSession    *session;
  RlMapMaker   *maker;
  RlMapChooser *chooser;
  GPtrArray    *rows;          /* of RimLibraryRow, nullable */
  RimVolume    *volume;        /* of the map that is shown, nullable */
  double        lower;         /* its range */
  double        upper;

  GtkLabel     *heading;
  GtkListBox   *list;
  GtkWidget    *shown;
  GtkLabel     *title;
  GtkLabel     *explanation;
};

enum
{
  OPEN_SERIES,
  SHOWN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlMapFiles, rl_map_files, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static RlMapLayer *
get_layer (RlMapFiles *self)
{
  return rl_session_get_map_layer (self->session);
}

static void
forget (RlMapFiles *self)
{
  g_clear_pointer (&self->volume, rim_volume_unref);
  gtk_widget_set_visible (self->shown, FALSE);
  gtk_list_box_unselect_all (self->list);
}

/* Who computes maps has taken the layer. */
static void
maker_changed_cb (RlMapFiles *self)
{
  if (self->volume != NULL && rl_map_layer_get_volume (get_layer (self)) != self->volume)
    forget (self);
}

static void
fit_range (RlMapFiles *self)
{
  if (self->volume != NULL && rl_map_layer_get_automatic_range (get_layer (self)))
    rl_map_layer_set_range (get_layer (self), self->lower, self->upper);
}

static const char *
get_space (RlMapFiles *self)
{
  RimVolume *base = rl_session_get_base (self->session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  return source != NULL ? source->frame_of_reference_uid : NULL;
}

static void
row_activated_cb (RlMapFiles    *self,
                  GtkListBoxRow *row)
{
  const RimLibraryRow *of = g_ptr_array_index (self->rows, (guint) gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[OPEN_SERIES], 0, of->id);
}

/* Files of radiomics have PyRadiomics' names for titles. */
static char *
dup_title (const char *title)
{
  const char *feature_name = strchr (title, '_');
  g_autofree char *filter = NULL;
  RimMapFeature feature;

  if (feature_name == NULL || !rim_map_feature_find (feature_name + 1, &feature, NULL))
    return g_strdup (title);

  filter = g_strndup (title, (gsize) (feature_name - title));

  return rl_map_title_new (&feature, filter);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (label, "dim-label");
    }

  return label;
}

/* What cannot be shown over the images says why. */
static GtkWidget *
make_row (RlMapFiles          *self,
          const RimLibraryRow *of)
{
  g_autofree char *date = rl_format_date (of->date);
  g_autofree char *number = g_strdup_printf (_("Series %d"), of->number);
  g_autofree char *title = dup_title (of->title != NULL && *of->title != '\0' ? of->title : number);
  const gboolean is_here = get_space (self) == NULL || of->frame_of_reference_uid == NULL ||
                           g_str_equal (of->frame_of_reference_uid, get_space (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), make_label (title, NULL));
  gtk_box_append (GTK_BOX (box), make_label (is_here ? date : _("In another frame of reference"), "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, is_here);
  gtk_widget_set_tooltip_text (row, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return row;
}

static void
fill_list (RlMapFiles *self)
{
  const guint n = self->rows != NULL ? self->rows->len : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->rows, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_label_set_text (self->heading, n > 0 ? _("Parametric maps of this patient")
                                           : _("The library has no other maps of this patient."));
}

static void
images_changed_cb (RlMapFiles *self)
{
  rl_map_files_hide (self);
  fill_list (self);
}

static void
hide_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  rl_map_files_hide (RL_MAP_FILES (widget));
}

static void
rl_map_files_dispose (GObject *object)
{
  RlMapFiles *self = RL_MAP_FILES (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->volume, rim_volume_unref);
  g_clear_object (&self->chooser);
  g_clear_object (&self->maker);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_map_files_parent_class)->dispose (object);
}

static void
rl_map_files_class_init (RlMapFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_files_dispose;

  signals[OPEN_SERIES] = g_signal_new ("open-series", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "map-files.hide", NULL, hide_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "map-files");
}

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);

  return button;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), make_button (_("_Export Map…"), "win.export-map"));
  gtk_box_append (GTK_BOX (box), make_button (_("_Open Map…"), "win.open-map"));

  return box;
}

static void
make_shown (RlMapFiles *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *hide = gtk_button_new_with_label (_("Hide"));

  self->title = GTK_LABEL (make_label (NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (hide), "map-files.hide");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (row), hide);

  self->explanation = GTK_LABEL (make_label (NULL, "caption"));
  gtk_label_set_wrap (self->explanation, TRUE);
  gtk_label_set_lines (self->explanation, 3);
  gtk_label_set_width_chars (self->explanation, 20);
  gtk_label_set_max_width_chars (self->explanation, 20);

  self->shown = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->shown), row);
  gtk_box_append (GTK_BOX (self->shown), GTK_WIDGET (self->explanation));
  gtk_widget_set_visible (self->shown, FALSE);
}

static void
rl_map_files_init (RlMapFiles *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->heading = GTK_LABEL (make_label (NULL, "caption"));
  gtk_label_set_wrap (self->heading, TRUE);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Parametric maps of this patient"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  make_shown (self);

  gtk_widget_set_parent (make_buttons (), GTK_WIDGET (self));
  gtk_widget_set_parent (self->shown, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->heading), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

GtkWidget *
rl_map_files_new (RlSession    *session,
                  RlMapMaker   *maker,
                  RlMapChooser *chooser)
{
  RlMapFiles *self = g_object_new (RL_TYPE_MAP_FILES, NULL);

  self->session = g_object_ref (session);
  self->maker = g_object_ref (maker);
  self->chooser = g_object_ref (chooser);
  g_signal_connect_object (maker, "changed", G_CALLBACK (maker_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_layer (self), "notify::automatic-range", G_CALLBACK (fit_range), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (images_changed_cb), self, G_CONNECT_SWAPPED);
  fill_list (self);

  return GTK_WIDGET (self);
}

/**
 * rl_map_files_set_maps:
 * @self: files
 * @rows: (nullable) (element-type RimLibraryRow): the maps that the library has of the patient
 */
void
rl_map_files_set_maps (RlMapFiles *self,
                       GPtrArray  *rows)
{
  g_return_if_fail (RL_IS_MAP_FILES (self));

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = rows != NULL ? g_ptr_array_ref (rows) : NULL;
  fill_list (self);
}

guint
rl_map_files_get_n_maps (RlMapFiles *self)
{
  g_return_val_if_fail (RL_IS_MAP_FILES (self), 0);

  return self->rows != NULL ? self->rows->len : 0;
}

/**
 * rl_map_files_show:
 * @self: files
 * @map: a map that was made elsewhere
 *
 * Shows it over the images instead of the map of a feature.
 */
void
rl_map_files_show (RlMapFiles         *self,
                   const RimMapImport *map)
{
  RlMapLayer *layer;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RL_IS_MAP_FILES (self));
  g_return_if_fail (map != NULL);

  title = dup_title (map->title);

  rl_map_chooser_set_feature (self->chooser, NULL);
  layer = get_layer (self);
  g_clear_pointer (&self->volume, rim_volume_unref);
  self->volume = rim_volume_ref (map->volume);
  self->lower = map->lower;
  self->upper = map->upper;
  rl_map_layer_set_about (layer, map->title, title, map->unit);
  rl_map_layer_set_volume (layer, map->volume);
  rl_map_layer_set_visible (layer, TRUE);
  fit_range (self);

  text = map->unit != NULL ? g_strdup_printf ("%s, %s", title, map->unit) : g_strdup (title);
  gtk_label_set_text (self->title, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), text);
  gtk_label_set_text (self->explanation, map->explanation != NULL ? map->explanation : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->explanation), map->explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), map->explanation != NULL);
  gtk_widget_set_visible (self->shown, TRUE);
  g_signal_emit (self, signals[SHOWN], 0);
}

/**
 * rl_map_files_hide:
 * @self: files
 *
 * Takes the map that was made elsewhere off the images.
 */
void
rl_map_files_hide (RlMapFiles *self)
{
  g_return_if_fail (RL_IS_MAP_FILES (self));

  if (self->volume != NULL && rl_map_layer_get_volume (get_layer (self)) == self->volume)
    rl_map_layer_set_volume (get_layer (self), NULL);
  forget (self);
}

/* Returns: whether a map that was made elsewhere is over the images */
gboolean
rl_map_files_is_shown (RlMapFiles *self)
{
  g_return_val_if_fail (RL_IS_MAP_FILES (self), FALSE);

  return self->volume != NULL;
}
