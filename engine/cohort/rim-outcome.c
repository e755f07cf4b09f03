/* rim-outcome.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-outcome.h"

#include <math.h>

#include "cohort/rim-cohort-error.h"

/* What a row has of a column of classes or events, beside 0 and 1. */
#define UNKNOWN 2

static const char *const yes[] = { "1", "yes", "true", "event", "positive", "dead", "progressed", NULL };
static const char *const no[] = { "0", "no", "false", "censored", "negative", "alive", NULL };

static const RimColumn *
find_column (RimCohort   *cohort,
             const char  *name,
             const char  *what,
             GError     **error)
{
  const RimColumn *column = name != NULL ? rim_cohort_find (cohort, name) : NULL;

  if (name == NULL)
    g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "No column of %s is named", what);
  else if (column == NULL)
    g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "There is no column “%s” of %s", name, what);

  return column;
}

static const RimColumn *
find_numbers (RimCohort   *cohort,
              const char  *name,
              const char  *what,
              GError     **error)
{
  const RimColumn *column = find_column (cohort, name, what, error);

  if (column == NULL || column->type == RIM_COLUMN_NUMBER)
    return column;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE, "“%s” has levels such as “%s” and not %s", name,
               column->levels[0] != NULL ? column->levels[0] : "", what);

  return NULL;
}

static gboolean
is_among (const char         *text,
          const char *const  *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_level (const RimColumn  *column,
           const char       *level,
           GError          **error)
{
  g_autofree char *levels = NULL;

  if (g_strv_contains (column->levels, level))
    return TRUE;

  levels = g_strjoinv ("”, “", (char **) column->levels);
  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING, "“%s” has no level “%s”; it has “%s”", column->name,
               level, levels);

  return FALSE;
}

/* Which levels are class 1: the one that is named, or those that mean yes. */
static gboolean
read_levels (const RimColumn  *column,
             const char       *positive,
             guint8           *classes,
             GError          **error)
{
  if (positive != NULL && !has_level (column, positive, error))
    return FALSE;

  for (guint i = 0; column->levels[i] != NULL; i++)
    {
      const char *level = column->levels[i];

      classes[i] = positive != NULL ? g_str_equal (level, positive) : is_among (level, yes);
      if (positive == NULL && !classes[i] && !is_among (level, no))
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE,
                       "“%s” has the level “%s”, which is neither yes nor no: say which level is class 1",
                       column->name, level);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_categories (RimCohort        *cohort,
                 const RimColumn  *column,
                 const char       *positive,
                 guint8           *labels,
                 GError          **error)
{
  g_autofree guint8 *classes = g_new0 (guint8, g_strv_length ((char **) column->levels) + 1);

  if (!read_levels (column, positive, classes, error))
    return FALSE;

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    labels[row] = isnan (column->values[row]) ? UNKNOWN : classes[(gsize) column->values[row]];

  return TRUE;
}

static gboolean
read_flags (RimCohort        *cohort,
            const RimColumn  *column,
            const char       *positive,
            guint8           *labels,
            GError          **error)
{
  char *end = NULL;
  const double one = positive != NULL ? g_ascii_strtod (positive, &end) : 1.0;

  if (positive != NULL && (end == positive || *end != '\0'))
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE, "“%s” has numbers, and class 1 is “%s”",
                   column->name, positive);
      return FALSE;
    }

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    {
      const double value = column->values[row];

      labels[row] = isnan (value) ? UNKNOWN : value == one;
      if (positive == NULL && !isnan (value) && value != 0.0 && value != 1.0)
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE,
                       "“%s” of %s is %g, which is neither 0 nor 1", column->name, rim_cohort_get_id (cohort, row),
                       value);
          return FALSE;
        }
    }

  return TRUE;
}

/* 1, 0 or UNKNOWN for each row. */
static gboolean
read_classes (RimCohort        *cohort,
              const RimColumn  *column,
              const char       *positive,
              guint8           *labels,
              GError          **error)
{
  if (column->type == RIM_COLUMN_CATEGORY)
    return read_categories (cohort, column, positive, labels, error);

  return read_flags (cohort, column, positive, labels, error);
}

static void
add_row (RimOutcome *self,
         gsize       row)
{
  self->rows[self->n_known++] = (guint32) row;
}

static gboolean
check_known (const RimOutcome  *self,
             const char        *column,
             GError           **error)
{
  if (self->n_known > 0)
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TOO_FEW, "None of the %zu rows has an outcome in “%s”",
               self->n_rows, column);

  return FALSE;
}

static gboolean
check_classes (const RimOutcome  *self,
               const char        *column,
               GError           **error)
{
  gsize n = 0;

  if (!check_known (self, column, error))
    return FALSE;

  for (gsize i = 0; i < self->n_known; i++)
    n += self->labels[self->rows[i]];
  if (n > 0 && n < self->n_known)
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_ONE_CLASS,
               "“%s” has one class only: all %zu rows that have an outcome are of class %d", column, self->n_known,
               n > 0);

  return FALSE;
}

static gboolean
read_binary (RimOutcome                *self,
             RimCohort                 *cohort,
             const RimOutcomeSettings  *settings,
             GError                   **error)
{
  const RimColumn *column = find_column (cohort, settings->column, "classes", error);

  if (column == NULL || !read_classes (cohort, column, settings->positive, self->labels, error))
    return FALSE;

  for (gsize row = 0; row < self->n_rows; row++)
    if (self->labels[row] != UNKNOWN)
      add_row (self, row);
    else
      self->labels[row] = 0;

  return check_classes (self, settings->column, error);
}

/* Times and events; a row that lacks one of them has neither. */
static gboolean
read_times (RimCohort                 *cohort,
            const RimOutcomeSettings  *settings,
            double                    *times,
            guint8                    *events,
            GError                   **error)
{
  const RimColumn *column = find_numbers (cohort, settings->column, "times", error);
  const RimColumn *event = column != NULL ? find_column (cohort, settings->event, "events", error) : NULL;

  if (event == NULL || !read_classes (cohort, event, NULL, events, error))
    return FALSE;

  for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
    {
      times[row] = column->values[row];
      if (times[row] < 0.0)
        {
          g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "“%s” of %s is %g, and no time is below 0",
                       column->name, rim_cohort_get_id (cohort, row), times[row]);
          return FALSE;
        }
      if (isnan (times[row]) || events[row] == UNKNOWN)
        {
          times[row] = NAN;
          events[row] = UNKNOWN;
        }
    }

  return TRUE;
}

/* Whoever was watched as long without the event is of class 1. */
static gboolean
read_horizon (RimOutcome                *self,
              RimCohort                 *cohort,
              const RimOutcomeSettings  *settings,
              GError                   **error)
{
  g_autofree double *times = g_new (double, MAX (self->n_rows, 1));

  if (!(settings->horizon > 0.0) || !isfinite (settings->horizon))
    {
      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE, "The horizon of “%s” is no time above 0",
                   settings->column);
      return FALSE;
    }
  if (!read_times (cohort, settings, times, self->labels, error))
    return FALSE;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      const gboolean is_free = times[row] >= settings->horizon;

      if (is_free || self->labels[row] == 1)
        add_row (self, row);
      self->labels[row] = is_free;
    }

  return check_classes (self, settings->column, error);
}

static gboolean
read_survival (RimOutcome                *self,
               RimCohort                 *cohort,
               const RimOutcomeSettings  *settings,
               GError                   **error)
{
  gsize n_events = 0;

  if (!read_times (cohort, settings, self->values, self->labels, error))
    return FALSE;

  for (gsize row = 0; row < self->n_rows; row++)
    if (self->labels[row] != UNKNOWN)
      {
        n_events += self->labels[row];
        add_row (self, row);
      }
    else
      {
        self->labels[row] = 0;
      }

  if (!check_known (self, settings->column, error))
    return FALSE;
  if (n_events > 0)
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_CENSORED,
               "Nobody has an event in “%s”: all %zu rows with a time are censored", settings->event, self->n_known);

  return FALSE;
}

static gboolean
read_number (RimOutcome                *self,
             RimCohort                 *cohort,
             const RimOutcomeSettings  *settings,
             GError                   **error)
{
  const RimColumn *column = find_column (cohort, settings->column, "numbers", error);
  gboolean is_constant = TRUE;

  if (column == NULL)
    return FALSE;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      self->values[row] = column->values[row];
      if (isnan (column->values[row]))
        continue;
      add_row (self, row);
      is_constant = is_constant && column->values[row] == self->values[self->rows[0]];
    }

  if (!check_known (self, settings->column, error))
    return FALSE;
  if (!is_constant)
    return TRUE;

  g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_ONE_CLASS,
               "“%s” is the same in all %zu rows that have it", settings->column, self->n_known);

  return FALSE;
}

/**
 * rim_outcome_new:
 * @cohort: a cohort
 * @settings: how its outcome is read
 * @error: return location for a #RimCohortError
 *
 * Classes and events are numbers 0 and 1, or levels that mean yes or no; another level or
 * number is class 1 where @settings name it, and all others are 0 then. A row without a
 * value has no outcome. With a horizon, rows without the event before it are of class 1,
 * also those in which it comes at that very time; those that had it before are of class 0,
 * and those that were censored before have no outcome.
 *
 * Returns: (transfer full): the outcomes, or %NULL where a column or level is not there, a
 *   value is neither 0 nor 1, a time is below 0, no row has an outcome, all are of one
 *   class, or nobody has an event
 */
RimOutcome *
rim_outcome_new (RimCohort                 *cohort,
                 const RimOutcomeSettings  *settings,
                 GError                   **error)
{
  g_autoptr(RimOutcome) self = g_new0 (RimOutcome, 1);
  gboolean is_read = FALSE;

  self->kind = settings->kind;
  self->n_rows = rim_cohort_get_n_rows (cohort);
  self->rows = g_new (guint32, MAX (self->n_rows, 1));
  if (settings->kind != RIM_OUTCOME_NUMBER)
    self->labels = g_new0 (guint8, MAX (self->n_rows, 1));
  if (settings->kind != RIM_OUTCOME_BINARY)
    self->values = g_new0 (double, MAX (self->n_rows, 1));

  switch (settings->kind)
    {
    case RIM_OUTCOME_BINARY:
      is_read = settings->horizon != 0.0 ? read_horizon (self, cohort, settings, error)
                                         : read_binary (self, cohort, settings, error);
      break;

    case RIM_OUTCOME_SURVIVAL:
      is_read = read_survival (self, cohort, settings, error);
      break;

    case RIM_OUTCOME_NUMBER:
      is_read = read_number (self, cohort, settings, error);
      break;

    default:
      g_return_val_if_reached (NULL);
    }

  return is_read ? g_steal_pointer (&self) : NULL;
}

void
rim_outcome_free (RimOutcome *self)
{
  if (self == NULL)
    return;

  g_free (self->labels);
  g_free (self->values);
  g_free (self->rows);
  g_free (self);
}
