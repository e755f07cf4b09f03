/* rl-suv-form.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-suv-form.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-accessible.h"
#include "core/rl-format.h"

#define BQ_PER_MBQ 1e6

typedef enum
{
  FIELD_WEIGHT,
  FIELD_HEIGHT,
  FIELD_SEX,
  FIELD_DOSE,
  FIELD_HALF_LIFE,
  FIELD_START,
  FIELD_REFERENCE,
  FIELD_REASON,
  N_FIELDS
} FieldId;

/* @offset is of the number or the text in #RimSuvOverrides, @tag begins the
 * step of the provenance that has the file's own value, where one tag does.
 */
static const struct
{
  const char *name;
  const char *title;
  const char *tag;
  gsize       offset;
  double      scale;            /* 0 for a text */
} fields[N_FIELDS] = {
  [FIELD_WEIGHT] = { "weight", N_("Weight in kg"), "(0010,1030)",
                     G_STRUCT_OFFSET (RimSuvOverrides, weight), 1.0 },
  [FIELD_HEIGHT] = { "height", N_("Height in m"), "(0010,1020)",
                     G_STRUCT_OFFSET (RimSuvOverrides, height), 1.0 },
  [FIELD_SEX] = { "sex", N_("Sex: M, F or O"), "(0010,0040)",
                  G_STRUCT_OFFSET (RimSuvOverrides, sex), 0.0 },
  [FIELD_DOSE] = { "dose", N_("Injected dose in MBq"), "(0018,1074)",
                   G_STRUCT_OFFSET (RimSuvOverrides, dose), BQ_PER_MBQ },
  [FIELD_HALF_LIFE] = { "half-life", N_("Half-life in s"), "(0018,1075)",
                        G_STRUCT_OFFSET (RimSuvOverrides, half_life), 1.0 },
  [FIELD_START] = { "start", N_("Injected at: date and time"), NULL,
                    G_STRUCT_OFFSET (RimSuvOverrides, start_datetime), 0.0 },
  [FIELD_REFERENCE] = { "reference", N_("Decay corrected to: date and time"), NULL,
                        G_STRUCT_OFFSET (RimSuvOverrides, reference_datetime), 0.0 },
  [FIELD_REASON] = { "reason", N_("Reason for the correction"), NULL,
                     G_STRUCT_OFFSET (RimSuvOverrides, reason), 0.0 },
};

struct _RlSuvForm
{
  GtkBox       parent_instance;

  AdwEntryRow *rows[N_FIELDS];
  GtkLabel    *error;
  GtkWidget   *take_back;
};

enum
{
  APPLY,
  TAKE_BACK,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlSuvForm, rl_suv_form, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static gboolean
is_moment (FieldId field)
{
  return field == FIELD_START || field == FIELD_REFERENCE;
}

/* Moments stand in the provenance as they were put together of several tags. */
static gboolean
is_step_of (const RimSuvStep *step,
            FieldId           field)
{
  const char *decision = step->decision != NULL ? step->decision : "";

  if (field == FIELD_START)
    return g_str_has_prefix (decision, "start of administration") ||
           (step->tag != NULL && g_str_has_prefix (step->tag, "(0018,1078)"));
  if (field == FIELD_REFERENCE)
    return g_str_has_prefix (decision, "the decay is corrected to");

  return step->tag != NULL && fields[field].tag != NULL && g_str_has_prefix (step->tag, fields[field].tag);
}

/* Returns: (transfer none) (nullable): what was read for @field, if it was needed */
static const RimSuvStep *
find_step (RimSuv  *suv,
           FieldId  field)
{
  for (guint i = 0; i < suv->steps->len; i++)
    if (is_step_of (g_ptr_array_index (suv->steps, i), field))
      return g_ptr_array_index (suv->steps, i);

  return NULL;
}

static const char *
get_own_value (const RimSuvStep *step,
               FieldId           field)
{
  gboolean is_typed = step->decision != NULL && strstr (step->decision, "typed in: ") != NULL;

  return is_moment (field) && !is_typed ? step->value : step->raw;
}

/* Of what was never looked up nothing is said. */
static char *
dup_title (FieldId           field,
           const RimSuvStep *step)
{
  const char *own = step != NULL ? get_own_value (step, field) : NULL;
  double value = own != NULL && fields[field].scale > 0.0 ? g_ascii_strtod (own, NULL) : NAN;
  g_autofree char *number = NULL;

  if (field == FIELD_REASON || step == NULL)
    return g_strdup (_(fields[field].title));
  if (own == NULL)
    return g_strdup_printf (_("%s (not in the file)"), _(fields[field].title));

  /* The file's unit is Bq, and MBq where it is wrong. */
  if (field == FIELD_DOSE && value >= 1e5)
    number = g_strdup_printf ("%.10g", value / BQ_PER_MBQ);

  return g_strdup_printf (_("%s (in the file: %s)"), _(fields[field].title),
                          number != NULL ? number : own);
}

/* "20250101103000.5" as "2025-01-01 10:30:00.5"; anything else as it is. */
static char *
dup_moment (const char *text)
{
  guint n_digits = (guint) strspn (text, "0123456789");

  if (n_digits != 14)
    return g_strdup (text);

  return g_strdup_printf ("%.4s-%.2s-%.2s %.2s:%.2s:%s", text, text + 4, text + 6, text + 8, text + 10,
                          text + 12);
}

static char *
dup_typed (FieldId                field,
           const RimSuvOverrides *correction)
{
  const char *text;
  double value;

  if (correction == NULL)
    return g_strdup ("");

  if (fields[field].scale > 0.0)
    {
      value = G_STRUCT_MEMBER (double, correction, fields[field].offset);
      return isfinite (value) ? g_strdup_printf ("%.10g", value / fields[field].scale) : g_strdup ("");
    }

  text = G_STRUCT_MEMBER (const char *, correction, fields[field].offset);
  if (text == NULL)
    return g_strdup ("");

  return is_moment (field) ? dup_moment (text) : g_strdup (text);
}

/* A decimal comma is a point to whoever types it. */
static gboolean
parse_number (const char *text,
              double     *value)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), ",", '.');
  char *end;

  *value = g_ascii_strtod (plain, &end);

  return end != plain && *end == '\0' && isfinite (*value);
}

/* To a DICOM DT, with or without seconds; NULL for what is no moment. */
static char *
parse_moment (const char *text)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0' && *c != '.'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
      else if (strchr ("-: T/", *c) == NULL)
        return NULL;
    }
  if (digits->len == 12)
    g_string_append (digits, "00");

  return digits->len == 14 ? g_string_free (g_steal_pointer (&digits), FALSE) : NULL;
}

static gboolean
take_field (RlSuvForm        *self,
            FieldId           field,
            RimSuvOverrides  *overrides,
            GError          **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rows[field]))));
  char **place;
  double value;

  if (*text == '\0')
    return TRUE;

  if (fields[field].scale > 0.0)
    {
      if (parse_number (text, &value))
        {
          G_STRUCT_MEMBER (double, overrides, fields[field].offset) = value * fields[field].scale;
          return TRUE;
        }
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not a number"), text);
      return FALSE;
    }

  place = G_STRUCT_MEMBER_P (overrides, fields[field].offset);
  if (is_moment (field))
    *place = parse_moment (text);
  else
    *place = field == FIELD_SEX ? g_ascii_strup (text, -1) : g_strdup (text);
  if (*place == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("“%s” is not a date and time such as 2026-01-31 10:30:00"), text);

  return *place != NULL;
}

static void
apply_cb (RlSuvForm *self)
{
  g_signal_emit (self, signals[APPLY], 0);
}

static void
take_back_cb (RlSuvForm *self)
{
  g_signal_emit (self, signals[TAKE_BACK], 0);
}

static GtkWidget *
add_button (RlSuvForm  *self,
            GtkBox     *box,
            const char *label,
            const char *style,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  rl_accessible_drop_mnemonic (button);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);

  return button;
}

static void
add_buttons (RlSuvForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->error), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));

  self->take_back = add_button (self, GTK_BOX (box), _("_Take Back"), NULL, G_CALLBACK (take_back_cb));
  gtk_widget_set_tooltip_text (self->take_back, _("Use the values of the file again; a reason is needed"));
  add_button (self, GTK_BOX (box), _("_Correct"), "suggested-action", G_CALLBACK (apply_cb));
  gtk_box_append (GTK_BOX (self), box);
}

static void
rl_suv_form_class_init (RlSuvFormClass *klass)
{
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TAKE_BACK] = g_signal_new ("take-back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_suv_form_init (RlSuvForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Correct What the File Says"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("Where a field is empty the value of the file is used. Your name, "
                                           "the time and the reason are kept, and the SUV is marked as corrected."));
  for (FieldId field = 0; field < N_FIELDS; field++)
    {
      self->rows[field] = ADW_ENTRY_ROW (adw_entry_row_new ());
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[field]), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[field]), _(fields[field].title));
      g_signal_connect_object (self->rows[field], "entry-activated", G_CALLBACK (apply_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->rows[field]));
    }

  gtk_box_append (GTK_BOX (self), group);
  add_buttons (self);
}

GtkWidget *
rl_suv_form_new (void)
{
  return g_object_new (RL_TYPE_SUV_FORM, NULL);
}

/**
 * rl_suv_form_set:
 * @self: a form
 * @suv: how the SUV comes about now
 * @correction: (nullable): what is typed in now
 */
void
rl_suv_form_set (RlSuvForm             *self,
                 RimSuv                *suv,
                 const RimSuvOverrides *correction)
{
  g_return_if_fail (RL_IS_SUV_FORM (self));
  g_return_if_fail (suv != NULL);

  for (FieldId field = 0; field < N_FIELDS; field++)
    {
      g_autofree char *title = dup_title (field, find_step (suv, field));
      g_autofree char *text = field != FIELD_REASON ? dup_typed (field, correction) : g_strdup ("");

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[field]), title);
      gtk_editable_set_text (GTK_EDITABLE (self->rows[field]), text);
    }

  gtk_widget_set_sensitive (self->take_back, correction != NULL);
  rl_suv_form_set_error (self, NULL);
}

/**
 * rl_suv_form_set_text:
 * @self: a form
 * @name: "weight", "height", "sex", "dose", "half-life", "start", "reference" or
 *   "reason"
 * @text: as a user types it
 */
void
rl_suv_form_set_text (RlSuvForm  *self,
                      const char *name,
                      const char *text)
{
  g_return_if_fail (RL_IS_SUV_FORM (self));

  for (FieldId field = 0; field < N_FIELDS; field++)
    if (strcmp (name, fields[field].name) == 0)
      gtk_editable_set_text (GTK_EDITABLE (self->rows[field]), text);
}

/**
 * rl_suv_form_set_error:
 * @self: a form
 * @message: (nullable): what is wrong with what is typed in
 */
void
rl_suv_form_set_error (RlSuvForm  *self,
                       const char *message)
{
  g_return_if_fail (RL_IS_SUV_FORM (self));

  gtk_label_set_text (self->error, message != NULL ? message : "");
}

const char *
rl_suv_form_get_error (RlSuvForm *self)
{
  g_return_val_if_fail (RL_IS_SUV_FORM (self), NULL);

  return gtk_label_get_text (self->error);
}

/**
 * rl_suv_form_dup_overrides:
 * @self: a form
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what is typed in, checked
 */
RimSuvOverrides *
rl_suv_form_dup_overrides (RlSuvForm  *self,
                           GError    **error)
{
  g_autoptr(RimSuvOverrides) overrides = rim_suv_overrides_new ();

  g_return_val_if_fail (RL_IS_SUV_FORM (self), NULL);

  for (FieldId field = 0; field < N_FIELDS; field++)
    if (!take_field (self, field, overrides, error))
      return NULL;

  return rim_suv_overrides_check (overrides, error) ? g_steal_pointer (&overrides) : NULL;
}
