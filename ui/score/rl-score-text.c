/* rl-score-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-score-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-format.h"
#include "features/rl-feature-item.h"

#define MARGIN_DECIMALS 2

/* Returns: (transfer full): what a model says, with the same places everywhere */
char *
rl_score_text_margin (double margin)
{
  return rl_format_number (margin, MARGIN_DECIMALS);
}

/**
 * rl_score_text_difference:
 * @difference: of two margins
 *
 * Returns: (transfer full): it with its sign, also where it is too small to be seen
 */
char *
rl_score_text_difference (double difference)
{
  g_autofree char *number = rl_format_number (difference, MARGIN_DECIMALS);

  if (!isfinite (difference) || difference == 0 || g_str_has_prefix (number, "−"))
    return g_steal_pointer (&number);

  return g_strconcat (difference > 0 ? "+" : "−", number, NULL);
}

/**
 * rl_score_text_probability:
 * @probability: 0 to 1
 *
 * Returns: (transfer full): it in per cent; a cohort is too small for more places. Nothing
 *   is said to be certain
 */
char *
rl_score_text_probability (double probability)
{
  g_autofree char *number = NULL;

  if (!isfinite (probability))
    return g_strdup (RL_NO_VALUE);
  if (probability < 0.01)
    return g_strdup ("<1 %");
  if (probability > 0.99)
    return g_strdup (">99 %");

  number = rl_format_number (100.0 * probability, 0);

  return g_strdup_printf ("%s %%", number);
}

/* Returns: (transfer full): the value of an input */
char *
rl_score_text_value (double value)
{
  return rl_feature_format_value (value);
}

/* Returns: on which side of the cut-off a score is */
const char *
rl_score_text_group (gboolean is_high)
{
  return is_high ? _("High: above the cut-off") : _("Low: below the cut-off");
}
