/* rl-clinical-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-clinical-form.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "score/rl-input-name.h"
#include "score/rl-score-text.h"
#include "widgets/rl-list-name.h"

#define ENTRY_CHARS 9

struct _RlClinicalForm
{
  GtkWidget  parent_instance;

  GtkGrid   *grid;
  GPtrArray *rows;         /* of Row */
  gboolean   is_filling;
};

typedef struct
{
  char      *name;
  char     **levels;       /* of a category; nullable */
  GtkWidget *control;
} Row;

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlClinicalForm, rl_clinical_form, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->name);
  g_strfreev (self->levels);
  g_free (self);
}

/* Returns: (transfer full) (nullable): the number as C writes it, with a comma or a point */
static char *
parse_number (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (text), ",", '.'));
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double value = g_ascii_strtod (plain, &end);

  if (end == plain || *end != '\0' || !isfinite (value))
    return NULL;

  return g_strdup (g_ascii_dtostr (digits, sizeof digits, value));
}

/* Returns: (transfer full) (nullable): what is known */
static char *
dup_value (const Row *row)
{
  guint selected;

  if (row->levels == NULL)
    return parse_number (gtk_editable_get_text (GTK_EDITABLE (row->control)));

  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (row->control));

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? g_strdup (row->levels[selected - 1]) : NULL;
}

static void
show_validity (const Row *row)
{
  const char *text;
  g_autofree char *number = NULL;

  if (row->levels != NULL)
    return;

  text = gtk_editable_get_text (GTK_EDITABLE (row->control));
  number = parse_number (text);
  if (*text != '\0' && number == NULL)
    gtk_widget_add_css_class (row->control, "error");
  else
    gtk_widget_remove_css_class (row->control, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->control), GTK_ACCESSIBLE_STATE_INVALID,
                               *text != '\0' && number == NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
changed_cb (RlClinicalForm *self)
{
  if (self->is_filling)
    return;

  g_ptr_array_foreach (self->rows, (GFunc) (GCallback) show_validity, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rl_clinical_form_dispose (GObject *object)
{
  RlClinicalForm *self = RL_CLINICAL_FORM (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_clinical_form_parent_class)->dispose (object);
}

static void
rl_clinical_form_class_init (RlClinicalFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_clinical_form_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "clinicalform");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_clinical_form_init (RlClinicalForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rl_clinical_form_new (void)
{
  return g_object_new (RL_TYPE_CLINICAL_FORM, NULL);
}

static GtkWidget *
new_level_list (RlClinicalForm *self,
                const char     *title,
                char          **levels)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *list;

  gtk_string_list_append (names, _("Not known"));
  for (guint i = 0; levels[i] != NULL; i++)
    gtk_string_list_append (names, levels[i]);
  list = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  rl_list_name_follow (GTK_DROP_DOWN (list), title);
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return list;
}

static GtkWidget *
new_number_entry (RlClinicalForm    *self,
                  const char        *title,
                  const RimFitInput *input)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *low = rl_score_text_value (input->low);
  g_autofree char *high = rl_score_text_value (input->high);
  g_autofree char *tip = g_strdup_printf (_("From %s to %s in training"), low, high);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Not known"));
  gtk_widget_set_tooltip_text (entry, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return entry;
}

static const Row *
find_row (RlClinicalForm *self,
          const char     *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (strcmp (((Row *) self->rows->pdata[i])->name, name) == 0)
      return self->rows->pdata[i];

  return NULL;
}

static void
add_row (RlClinicalForm    *self,
         const RimFitInput *input,
         const char        *title)
{
  GtkWidget *label = gtk_label_new (title);
  Row *row = g_new0 (Row, 1);
  int position = (int) self->rows->len;

  row->name = g_strdup (input->name);
  row->levels = input->type == RIM_COLUMN_CATEGORY ? g_strdupv (input->levels) : NULL;
  row->control = row->levels != NULL ? new_level_list (self, title, row->levels)
                                     : new_number_entry (self, title, input);
  g_ptr_array_add (self->rows, row);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, title);
  gtk_grid_attach (self->grid, label, 0, position, 1, 1);
  gtk_grid_attach (self->grid, row->control, 1, position, 1, 1);
}

/* A category has an input for each of its levels, and one row. */
static void
add_rows (RlClinicalForm *self,
          RimSignature   *signature)
{
  RimFit *fit = rim_signature_get_fit (signature);
  RimSettings *settings = rim_signature_get_settings (signature);
  RimProfile profile = settings != NULL ? rim_settings_get_profile (settings) : RIM_PROFILE_PYRADIOMICS;

  for (guint i = 0; i < rim_fit_get_n_inputs (fit); i++)
    {
      const RimFitInput *input = rim_fit_get_input (fit, i);
      g_autoptr(RlInputName) name = rl_input_name_new (input->name, profile);

      if (!name->is_feature && find_row (self, input->name) == NULL)
        add_row (self, input, name->title);
    }
}

/**
 * rl_clinical_form_set_signature:
 * @self: a form
 * @signature: (nullable): whose questions it has; answers are to be given anew
 */
void
rl_clinical_form_set_signature (RlClinicalForm *self,
                                RimSignature   *signature)
{
  GtkWidget *child;

  g_return_if_fail (RL_IS_CLINICAL_FORM (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->rows, 0);
  if (signature != NULL)
    add_rows (self, signature);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

guint
rl_clinical_form_get_n_rows (RlClinicalForm *self)
{
  g_return_val_if_fail (RL_IS_CLINICAL_FORM (self), 0);

  return self->rows->len;
}

/* Returns: how many questions have no answer */
guint
rl_clinical_form_get_n_missing (RlClinicalForm *self)
{
  g_autoptr(GHashTable) values = rl_clinical_form_dup_values (self);

  return self->rows->len - g_hash_table_size (values);
}

static void
fill_in (const Row  *row,
         const char *text)
{
  guint level = 0;

  if (row->levels == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (row->control), text != NULL ? text : "");
      return;
    }

  for (guint i = 0; text != NULL && row->levels[i] != NULL; i++)
    if (strcmp (row->levels[i], text) == 0)
      level = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (row->control), level);
}

/**
 * rl_clinical_form_set_values:
 * @self: a form
 * @values: (nullable): text by name: a number as C writes it, or a level
 *
 * Shows what is known; says nothing.
 */
void
rl_clinical_form_set_values (RlClinicalForm *self,
                             GHashTable     *values)
{
  g_return_if_fail (RL_IS_CLINICAL_FORM (self));

  self->is_filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      fill_in (row, values != NULL ? g_hash_table_lookup (values, row->name) : NULL);
      show_validity (row);
    }
  self->is_filling = FALSE;
}

/* Returns: (transfer full): text by name of what is known */
GHashTable *
rl_clinical_form_dup_values (RlClinicalForm *self)
{
  GHashTable *values;

  g_return_val_if_fail (RL_IS_CLINICAL_FORM (self), NULL);

  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];
      char *value = dup_value (row);

      if (value != NULL)
        g_hash_table_insert (values, g_strdup (row->name), value);
    }

  return values;
}

/**
 * rl_clinical_form_set_value:
 * @self: a form
 * @name: what is asked
 * @text: (nullable): the answer, as if the user gave it
 */
void
rl_clinical_form_set_value (RlClinicalForm *self,
                            const char     *name,
                            const char     *text)
{
  const Row *row;

  g_return_if_fail (RL_IS_CLINICAL_FORM (self));

  row = find_row (self, name);
  if (row != NULL)
    fill_in (row, text);
}
