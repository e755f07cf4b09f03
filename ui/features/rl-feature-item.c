/* rl-feature-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-feature-item.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-format.h"

#define SIGNIFICANT 5

struct _RlFeatureItem
{
  GObject               parent_instance;

  const char           *image_type;     /* interned */
  const RimFamily      *family;
  const RimFeatureInfo *info;
  RimAggregation        aggregation;
  char                 *words;          /* what a search looks at */
  char                 *unit;
  double                value;
  double                other;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlFeatureItem, rl_feature_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
rl_feature_item_finalize (GObject *object)
{
  RlFeatureItem *self = RL_FEATURE_ITEM (object);

  g_free (self->words);
  g_free (self->unit);

  G_OBJECT_CLASS (rl_feature_item_parent_class)->finalize (object);
}

static void
rl_feature_item_class_init (RlFeatureItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_feature_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_feature_item_init (RlFeatureItem *self)
{
  self->value = NAN;
  self->other = NAN;
}

/**
 * rl_feature_item_new:
 * @row: a feature, not a diagnostic
 *
 * Makes an item for it, without a value.
 */
RlFeatureItem *
rl_feature_item_new (const RimFeatureRow *row)
{
  RlFeatureItem *self = g_object_new (RL_TYPE_FEATURE_ITEM, NULL);
  g_autofree char *words = g_strjoin (" ", row->name, row->family->name, row->family->title,
                                      row->image_type,
                                      row->info->ibsi_id != NULL ? row->info->ibsi_id : "", NULL);

  self->image_type = g_intern_string (row->image_type);
  self->family = row->family;
  self->info = row->info;
  self->aggregation = row->aggregation;
  self->words = g_utf8_casefold (words, -1);
  self->unit = g_strdup ("");

  return self;
}

/* Returns: whether @row is a value of this feature */
gboolean
rl_feature_item_is_of (RlFeatureItem       *self,
                       const RimFeatureRow *row)
{
  return self->info == row->info && self->aggregation == row->aggregation &&
         strcmp (self->image_type, row->image_type) == 0;
}

/**
 * rl_feature_item_matches:
 * @self: an item
 * @words: (nullable) (array zero-terminated=1): parts of words, case folded
 *
 * Returns: whether each is in the feature's name, class, image or IBSI id
 */
gboolean
rl_feature_item_matches (RlFeatureItem  *self,
                         char          **words)
{
  for (; words != NULL && *words != NULL; words++)
    if (strstr (self->words, *words) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_same_number (double a,
                double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/**
 * rl_feature_item_set_values:
 * @self: an item
 * @value: its value; NAN for none
 * @other: what it is compared with; NAN for nothing
 * @unit: of both
 */
void
rl_feature_item_set_values (RlFeatureItem *self,
                            double         value,
                            double         other,
                            const char    *unit)
{
  gboolean is_same_unit = strcmp (self->unit, unit) == 0;

  if (is_same_number (self->value, value) && is_same_number (self->other, other) && is_same_unit)
    return;

  self->value = value;
  self->other = other;
  if (!is_same_unit)
    {
      g_free (self->unit);
      self->unit = g_strdup (unit);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
rl_feature_item_get_image_type (RlFeatureItem *self)
{
  return self->image_type;
}

const RimFamily *
rl_feature_item_get_family (RlFeatureItem *self)
{
  return self->family;
}

const RimFeatureInfo *
rl_feature_item_get_info (RlFeatureItem *self)
{
  return self->info;
}

RimAggregation
rl_feature_item_get_aggregation (RlFeatureItem *self)
{
  return self->aggregation;
}

double
rl_feature_item_get_value (RlFeatureItem *self)
{
  return self->value;
}

double
rl_feature_item_get_other (RlFeatureItem *self)
{
  return self->other;
}

const char *
rl_feature_item_get_unit (RlFeatureItem *self)
{
  return self->unit;
}

static void
add_line (GString    *text,
          const char *label,
          const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "\n%s%s", label, value);
}

/* Returns: (transfer full): what the feature is, for people */
char *
rl_feature_item_dup_tip (RlFeatureItem *self)
{
  GString *text = g_string_new (self->info->name);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *aggregation = rim_aggregation_get_name (self->aggregation, self->family);

  add_line (text, "", self->family->title);
  add_line (text, "", self->info->formula);
  add_line (text, "", self->info->reference);
  add_line (text, _("IBSI: "), self->info->ibsi_id);
  add_line (text, _("Aggregation: "), aggregation);
  add_line (text, _("Image: "), self->image_type);
  add_line (text, _("Unit: "), self->unit);
  if (isfinite (self->value))
    add_line (text, _("Value: "), g_ascii_formatd (number, sizeof number, "%.17g", self->value));
  if (isfinite (self->other))
    add_line (text, _("Compared with: "), g_ascii_formatd (number, sizeof number, "%.17g", self->other));

  return g_string_free (text, FALSE);
}

/* The exponent as people write it; a long one leaves less room for digits. */
static char *
format_scientific (double value)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  int decimals = fabs (value) >= 9.995e9 || fabs (value) < 9.995e-10 ? 2 : 3;
  g_autofree char *plain = g_strdup_printf ("%.*e", decimals, fabs (value));
  char *e = strchr (plain, 'e');
  GString *text = g_string_new (value < 0 ? "−" : "");
  int exponent = atoi (e + 1);
  g_autofree char *decimal = g_strdup_printf ("%d", ABS (exponent));

  g_string_append_len (text, plain, e - plain);
  g_string_append (text, exponent < 0 ? "·10⁻" : "·10");
  for (const char *c = decimal; *c != '\0'; c++)
    g_string_append (text, digits[*c - '0']);

  return g_string_free (text, FALSE);
}

/**
 * rl_feature_format_value:
 * @value: a value
 *
 * Returns: (transfer full): its first five digits, more only of whole numbers and
 *   then as far as there is room; a dash where there is none
 */
char *
rl_feature_format_value (double value)
{
  double size = fabs (value);
  int decimals;

  if (!isfinite (value))
    return g_strdup (RL_NO_VALUE);
  if (size != 0 && (size < 1e-3 || size >= 1e7))
    return format_scientific (value);

  decimals = size > 0 ? SIGNIFICANT - 1 - (int) floor (log10 (size)) : SIGNIFICANT - 1;

  return rl_format_number (value, (guint) CLAMP (decimals, 0, SIGNIFICANT));
}

/**
 * rl_feature_format_difference:
 * @value: a value
 * @other: what it is compared with
 *
 * Returns: (transfer full): how much more @other is, in per cent of @value
 */
char *
rl_feature_format_difference (double value,
                              double other)
{
  double percent = (other - value) / fabs (value) * 100.0;
  g_autofree char *number = NULL;

  if (other == value)
    return g_strdup ("0 %");
  if (!isfinite (percent))
    return g_strdup (RL_NO_VALUE);
  if (fabs (percent) >= 999.5)
    return g_strdup (percent > 0 ? ">999 %" : "<−999 %");

  number = rl_format_number (percent, fabs (percent) < 99.95 ? 1 : 0);

  return g_strdup_printf ("%s%s %%", percent > 0 ? "+" : "", number);
}
