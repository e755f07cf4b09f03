/* rl-model-card.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-model-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-format.h"

#define WIDTH       720
#define HEIGHT      640
#define TITLE_CHARS 26
#define TEXT_CHARS  40

struct _RlModelCard
{
  GtkWidget parent_instance;

  GtkBox   *page;
  GtkGrid  *grid;          /* of the section that is being filled */
  int       n_rows;
};

G_DEFINE_FINAL_TYPE (RlModelCard, rl_model_card, GTK_TYPE_WIDGET)

static void
rl_model_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_model_card_parent_class)->dispose (object);
}

static void
rl_model_card_class_init (RlModelCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_model_card_dispose;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "modelcard");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rl_model_card_init (RlModelCard *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->page), "model-card");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->page));
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_yalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
begin_section (RlModelCard *self,
               const char  *title)
{
  GtkWidget *heading = new_label (title, "heading");

  self->grid = GTK_GRID (gtk_grid_new ());
  self->n_rows = 0;
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_widget_set_margin_top (heading, 6);
  gtk_box_append (self->page, heading);
  gtk_box_append (self->page, GTK_WIDGET (self->grid));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
add_row (RlModelCard *self,
         const char  *title,
         const char  *text)
{
  GtkWidget *name = new_label (title, "dim-label");
  GtkWidget *value = new_label (text, "numeric");

  gtk_label_set_width_chars (GTK_LABEL (name), TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (name), TITLE_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (value), TEXT_CHARS);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_grid_attach (self->grid, name, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, value, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static const struct
{
  const char *key;
  const char *title;
} known_notes[] = {
  { "intended_use", N_("Intended use") },
  { "limits", N_("Limits") },
  { "outcome", N_("Outcome") },
  { "population", N_("Population") },
  { "citation", N_("Citation") },
  { "authors", N_("Authors") },
};

static gboolean
is_known (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_notes); i++)
    if (strcmp (known_notes[i].key, key) == 0)
      return TRUE;

  return FALSE;
}

static void
add_notes (RlModelCard  *self,
           RimSignature *signature)
{
  const char *const *keys = rim_signature_list_notes (signature);

  begin_section (self, _("What it is for"));
  for (gsize i = 0; i < G_N_ELEMENTS (known_notes); i++)
    {
      const char *text = rim_signature_get_note (signature, known_notes[i].key);

      add_row (self, _(known_notes[i].title), text != NULL && *text != '\0' ? text : _("Not stated"));
    }
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *title = g_strdelimit (g_strdup (keys[i]), "_", ' ');

      if (!is_known (keys[i]))
        add_row (self, title, rim_signature_get_note (signature, keys[i]));
    }
}

/* Returns: (transfer full): an estimate with its interval, and why there is none */
static char *
dup_estimate (const RimMeasure *measure)
{
  g_autofree char *value = rl_format_measure (measure->estimate.value);
  g_autofree char *low = rl_format_number (measure->estimate.low, 3);
  g_autofree char *high = rl_format_number (measure->estimate.high, 3);
  g_autofree char *interval = NULL;

  if (isfinite (measure->estimate.low) && isfinite (measure->estimate.high))
    interval = g_strdup_printf (_("(interval %s to %s)"), low, high);

  return g_strjoin (" ", value, interval != NULL ? interval : "", measure->note != NULL ? measure->note : "", NULL);
}

static void
add_performance (RlModelCard  *self,
                 RimSignature *signature)
{
  const guint n = rim_signature_get_n_measures (signature);

  begin_section (self, _("How good it was on patients it had not seen"));
  for (guint i = 0; i < n; i++)
    {
      const RimMeasure *measure = rim_signature_get_measure (signature, i);
      g_autofree char *text = dup_estimate (measure);

      add_row (self, measure->title, text);
    }
  if (n == 0)
    add_row (self, _("Validation"), _("It was not validated"));
}

static void
add_inputs (RlModelCard  *self,
            RimSignature *signature)
{
  RimFit *fit = rim_signature_get_fit (signature);
  g_autofree char *cut_off = rl_format_number (rim_fit_get_cut_off (fit), 3);

  begin_section (self, _("What it looks at"));
  add_row (self, _("Learner"), rim_model_get_learner (rim_fit_get_model (fit)));
  add_row (self, _("Cut-off"), cut_off);
  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);
      g_autofree char *range = g_strdup_printf (_("%.5g to %.5g in training"), input->low, input->high);

      add_row (self, input->name, range);
    }
}

static void
add_checklist (RlModelCard *self,
               GPtrArray   *checklist,
               const char  *title)
{
  g_autoptr(GPtrArray) items = checklist;
  int points = 0;
  int most = 0;

  begin_section (self, title);
  for (guint i = 0; i < items->len; i++)
    {
      const RimChecklistItem *item = items->pdata[i];
      g_autofree char *text = item->most != 0
                              ? g_strdup_printf (_("%d of %d points. %s"), item->points, item->most,
                                                 item->answer != NULL ? item->answer : _("Not known"))
                              : g_strdup (item->answer != NULL ? item->answer : _("Not known"));

      add_row (self, item->title, text);
      points += item->points;
      most += MAX (item->most, 0);
    }
  if (most > 0)
    {
      g_autofree char *sum = g_strdup_printf (_("%d of %d points"), points, most);

      add_row (self, _("Sum"), sum);
    }
}

static void
add_head (RlModelCard  *self,
          RimSignature *signature)
{
  g_autofree char *hash = g_strdup_printf (_("%s, hash %s"), rim_signature_get_id (signature),
                                           rim_signature_get_hash (signature));
  GtkWidget *hash_label = new_label (hash, "caption");

  gtk_box_append (self->page, new_label (rim_signature_get_title (signature), "title-3"));
  gtk_box_append (self->page, new_label (rim_signature_is_synthetic (signature)
                                         ? _("SYNTHETIC: learned from made-up patients. Research use only.")
                                         : _("Research use only. Not for decisions on patients."),
                                         "warning"));
  gtk_widget_add_css_class (hash_label, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (hash_label), TRUE);
  gtk_box_append (self->page, hash_label);
}

/**
 * rl_model_card_new:
 * @signature: a signature
 */
GtkWidget *
rl_model_card_new (RimSignature *signature)
{
  RlModelCard *self = g_object_new (RL_TYPE_MODEL_CARD, NULL);

  add_head (self, signature);
  add_notes (self, signature);
  add_performance (self, signature);
  add_inputs (self, signature);
  add_checklist (self, rim_signature_get_tripod (signature), _("TRIPOD"));
  add_checklist (self, rim_signature_get_quality (signature), _("Radiomics quality score"));

  return GTK_WIDGET (self);
}

/**
 * rl_model_card_present:
 * @signature: a signature
 * @above: a widget of the window that it is shown above
 *
 * Shows the card in a window of its own, which Escape closes.
 */
void
rl_model_card_present (RimSignature *signature,
                       GtkWidget    *above)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = rl_model_card_new (signature);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_set_vexpand (card, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), card);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Model Card"));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (above)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
}
