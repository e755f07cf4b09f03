/* rim-validation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation.h"

#include <string.h>

#include "core/rim-csv.h"
#include "core/rim-ref-count.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-validation-private.h"

struct _RimValidation
{
  RimRefCount  references;
  GPtrArray   *measures;         /* of RimMeasure */
  GPtrArray   *plots;            /* of RimPlot */
  gboolean     is_synthetic;
};

static void
measure_free (RimMeasure *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->note);
  g_free (self);
}

static gboolean fail (GError     **error,
                      int          code,
                      const char  *format,
                      ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError     **error,
      int          code,
      const char  *format,
      ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError     **error,
      int          code,
      const char  *format,
      ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, RIM_STATISTICS_ERROR, code, message);

  return FALSE;
}

static gboolean
check_numbers (const double  *numbers,
               gsize          n,
               double         low,
               double         high,
               const char    *what,
               GError       **error)
{
  for (gsize row = 0; row < n && numbers != NULL; row++)
    {
      if (!isfinite (numbers[row]))
        return fail (error, RIM_STATISTICS_ERROR_NOT_FINITE, "Row %zu of the %s is not a finite number", row + 1, what);
      if (numbers[row] < low || numbers[row] > high)
        return fail (error, RIM_STATISTICS_ERROR_RANGE, "Row %zu of the %s is %g", row + 1, what, numbers[row]);
    }

  return TRUE;
}

/* A model without a calibration gives none. */
static gboolean
has_no_probabilities (const RimValidationInput *input)
{
  for (gsize row = 0; input->probabilities != NULL && row < input->n; row++)
    if (!isnan (input->probabilities[row]))
      return FALSE;

  return TRUE;
}

/* Whether numbers are what they have to be. */
gboolean
rim_validation_check (const RimValidationInput  *input,
                      GError                   **error)
{
  const gboolean is_time = input->kind == RIM_OUTCOME_SURVIVAL;

  g_return_val_if_fail (input->margins != NULL || input->n == 0, FALSE);
  g_return_val_if_fail (input->kind == RIM_OUTCOME_NUMBER || input->labels != NULL || input->n == 0, FALSE);
  g_return_val_if_fail (input->kind == RIM_OUTCOME_BINARY || input->values != NULL || input->n == 0, FALSE);

  if (input->n == 0)
    return fail (error, RIM_STATISTICS_ERROR_TOO_FEW, "There are no predictions");
  if (input->repeats != NULL && input->patients == NULL)
    return fail (error, RIM_STATISTICS_ERROR_RANGE, "Repeated splits need to say which rows are of one patient");

  return check_numbers (input->margins, input->n, -INFINITY, INFINITY, "margins", error) &&
         (has_no_probabilities (input) ||
          check_numbers (input->probabilities, input->n, 0.0, 1.0, "probabilities", error)) &&
         check_numbers (input->values, input->n, is_time ? 0.0 : -INFINITY, INFINITY,
                        is_time ? "times" : "outcomes", error) &&
         check_numbers (input->times, input->n_times, 0.0, INFINITY, "times at which an AUC is wanted", error);
}

/* How an interval came about; @formula names the method that needs no bootstrap. */
static char *
explain (const RimValidationRows *rows,
         RimEstimate              estimate,
         const char              *formula)
{
  g_autoptr(GString) note = g_string_new (NULL);

  if (rows->n_repeats > 1)
    g_string_append_printf (note, "Mean of %u repeats. ", rows->n_repeats);
  if (formula != NULL && rows->is_simple)
    g_string_append_printf (note, "95%% interval: %s.", formula);
  else if (!isnan (estimate.low))
    g_string_append_printf (note, "95%% interval: percentiles of %u bootstraps of patients.", rows->input->n_bootstraps);

  return note->len > 0 ? g_strdup (g_strchomp (note->str)) : NULL;
}

/* Returns: (transfer full): what has no measures and no plots yet */
RimValidation *
rim_validation_new_empty (gboolean is_synthetic)
{
  RimValidation *self = g_new0 (RimValidation, 1);

  rim_ref_count_init (&self->references);
  self->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) measure_free);
  self->plots = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_plot_free);
  self->is_synthetic = is_synthetic;

  return self;
}

/* Says of measures @first to @last why they have no value, unless it is said already. */
void
rim_validation_explain (char       **notes,
                        guint        first,
                        guint        last,
                        const char  *why)
{
  for (guint m = first; notes != NULL && m <= last; m++)
    if (notes[m] == NULL)
      notes[m] = g_strdup (why);
}

/* Adds what was measured; notes are taken. */
void
rim_validation_add_estimates (RimValidation            *self,
                              const RimValidationRows  *rows,
                              const RimMeasureKind     *kinds,
                              guint                     n_kinds,
                              const RimEstimate        *estimates,
                              char                    **notes)
{
  for (guint m = 0; m < n_kinds; m++)
    {
      const gboolean is_there = isfinite (estimates[m].value);

      rim_validation_add_measure (self, kinds[m].id, kinds[m].title, estimates[m], NAN,
                                  is_there ? explain (rows, estimates[m], kinds[m].formula) : g_strdup (notes[m]));
      g_clear_pointer (&notes[m], g_free);
    }
}

/* Adds a test, whose note is taken. */
void
rim_validation_add_test (RimValidation *self,
                         const char    *id,
                         const char    *title,
                         double         statistic,
                         double         p,
                         char          *note)
{
  rim_validation_add_measure (self, id, title, (RimEstimate) { statistic, NAN, NAN }, p, note);
}

/* Adds how many rows there are, and how many have a label, which @id and @title name. */
void
rim_validation_count (RimValidation           *self,
                      const RimValidationRows *rows,
                      const RimSample         *sample,
                      const char              *id,
                      const char              *title)
{
  gsize n_labels = 0;

  rim_validation_add_test (self, "n", "Rows", (double) sample->n, NAN,
                           rows->n_patients < sample->n ? g_strdup_printf ("Of %u patients", rows->n_patients) : NULL);
  if (id == NULL)
    return;

  for (gsize row = 0; row < sample->n; row++)
    n_labels += sample->labels[row];
  rim_validation_add_test (self, id, title, (double) n_labels, NAN, NULL);
}

/**
 * rim_validation_new:
 * @input: predictions and outcomes, which stay the caller's
 * @cancellable: (nullable): ends it
 * @error: return location for an error of #RIM_STATISTICS_ERROR or #G_IO_ERROR
 *
 * Without repeats and with one row of each patient, intervals are those of the method
 * that a measure's note names (DeLong, Wilson, Wald, infinitesimal jackknife), and those
 * of a bootstrap where there is none. Otherwise every measure is computed within each
 * repeat, its value is the mean over those repeats that have one, and its interval goes
 * from the 2.5th to the 97.5th percentile of as many replicates as are wanted: patients
 * are drawn with replacement, everybody comes with all rows in all repeats, and the mean
 * over repeats is taken anew; how many are of each class varies with it, on which predictive
 * values depend. Models are not learned anew in it. Tests, and plots without a mean of their own, take each row's mean
 * margin and probability over the repeats.
 *
 * Returns: (transfer full) (nullable): how good they are; what has no value beside others
 *   that have one is NAN, and its note says why
 */
RimValidation *
rim_validation_new (const RimValidationInput  *input,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  g_autoptr(RimValidation) self = NULL;
  g_auto(RimValidationRows) rows = { 0 };

  if (!rim_validation_check (input, error))
    return NULL;

  self = rim_validation_new_empty (input->is_synthetic);
  rim_validation_rows_init (&rows, input, cancellable);

  switch (input->kind)
    {
    case RIM_OUTCOME_BINARY:
      rim_validation_measure_binary (self, &rows);
      break;
    case RIM_OUTCOME_SURVIVAL:
      rim_validation_measure_survival (self, &rows);
      break;
    case RIM_OUTCOME_NUMBER:
      rim_validation_measure_number (self, &rows);
      break;
    default:
      g_return_val_if_reached (NULL);
    }

  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&self);
}

RimValidation *
rim_validation_ref (RimValidation *self)
{
  rim_ref_count_inc (&self->references);

  return self;
}

void
rim_validation_unref (RimValidation *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->measures);
  g_ptr_array_unref (self->plots);
  g_free (self);
}

/* Adds a measure; @note is taken. Returns: (transfer none): it */
RimMeasure *
rim_validation_add_measure (RimValidation *self,
                            const char    *id,
                            const char    *title,
                            RimEstimate    estimate,
                            double         p,
                            char          *note)
{
  RimMeasure *measure = g_new (RimMeasure, 1);

  *measure = (RimMeasure) { g_strdup (id), g_strdup (title), estimate, p, note };
  g_ptr_array_add (self->measures, measure);

  return measure;
}

/* Adds a plot, which is taken. */
void
rim_validation_take_plot (RimValidation *self,
                          RimPlot       *plot)
{
  rim_plot_take_footer (plot, g_strdup (self->is_synthetic ? RIM_PLOT_SYNTHETIC : RIM_PLOT_RESEARCH));
  g_ptr_array_add (self->plots, plot);
}

/* With a point in every locale, and a minus that is as wide as a plus. */
static void
append_number (GString *text,
               double   value,
               int      decimals)
{
  char format[8], digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (digits, sizeof digits, format, fabs (value));
  if (value < 0.0 && strpbrk (digits, "123456789") != NULL)
    g_string_append (text, "−");
  g_string_append (text, digits);
}

/* "0.81 (0.74 to 0.88)" */
static char *
format_estimate (const RimEstimate *of,
                 const char        *before_low,
                 int                decimals)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_number (text, of->value, decimals);
  if (isfinite (of->low) && isfinite (of->high))
    {
      g_string_append_printf (text, " (%s", before_low);
      append_number (text, of->low, decimals);
      g_string_append (text, " to ");
      append_number (text, of->high, decimals);
      g_string_append_c (text, ')');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
rim_validation_format_interval (const RimEstimate *estimate,
                                int                decimals)
{
  return format_estimate (estimate, "", decimals);
}

/* "AUC 0.81 (95% CI 0.74 to 0.88)" */
char *
rim_validation_format (const RimMeasure *measure,
                       const char       *title,
                       int               decimals)
{
  g_autofree char *text = format_estimate (&measure->estimate, "95% CI ", decimals);

  return isfinite (measure->estimate.value) ? g_strdup_printf ("%s %s", title, text)
                                            : g_strdup_printf ("%s not known", title);
}

/* "p = 0.012" */
char *
rim_validation_format_p (double p)
{
  g_autoptr(GString) text = g_string_new (p < 0.001 ? "p < " : "p = ");

  if (!isfinite (p))
    return g_strdup ("p not known");

  append_number (text, MAX (p, 0.001), 3);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

guint
rim_validation_get_n_measures (RimValidation *self)
{
  return self->measures->len;
}

/**
 * rim_validation_get_measure:
 * @self: a validation
 * @measure: below its number of measures
 *
 * Returns: (transfer none): a measure, in the order in which they are shown
 */
const RimMeasure *
rim_validation_get_measure (RimValidation *self,
                            guint          measure)
{
  g_return_val_if_fail (measure < self->measures->len, NULL);

  return g_ptr_array_index (self->measures, measure);
}

/**
 * rim_validation_find:
 * @self: a validation
 * @id: of a measure
 *
 * Returns: (transfer none) (nullable): that measure
 */
const RimMeasure *
rim_validation_find (RimValidation *self,
                     const char    *id)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      const RimMeasure *measure = g_ptr_array_index (self->measures, i);

      if (g_str_equal (measure->id, id))
        return measure;
    }

  return NULL;
}

guint
rim_validation_get_n_plots (RimValidation *self)
{
  return self->plots->len;
}

/**
 * rim_validation_get_plot:
 * @self: a validation
 * @plot: below its number of plots
 *
 * Returns: (transfer none): a plot, in the order in which they are shown
 */
const RimPlot *
rim_validation_get_plot (RimValidation *self,
                         guint          plot)
{
  g_return_val_if_fail (plot < self->plots->len, NULL);

  return g_ptr_array_index (self->plots, plot);
}

static void
add_number (JsonBuilder *json,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (json, name);
  if (isfinite (value))
    json_builder_add_double_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_measure (JsonBuilder      *json,
             const RimMeasure *measure)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  json_builder_add_string_value (json, measure->id);
  json_builder_set_member_name (json, "title");
  json_builder_add_string_value (json, measure->title);
  add_number (json, "value", measure->estimate.value);
  add_number (json, "low", measure->estimate.low);
  add_number (json, "high", measure->estimate.high);
  add_number (json, "p", measure->p);
  json_builder_set_member_name (json, "note");
  if (measure->note != NULL)
    json_builder_add_string_value (json, measure->note);
  else
    json_builder_add_null_value (json);
  json_builder_end_object (json);
}

/**
 * rim_validation_to_json:
 * @self: a validation
 *
 * Returns: (transfer full): an array of its measures; what is not finite is null
 */
JsonNode *
rim_validation_to_json (RimValidation *self)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < self->measures->len; i++)
    add_measure (json, g_ptr_array_index (self->measures, i));
  json_builder_end_array (json);

  return json_builder_get_root (json);
}

/**
 * rim_validation_to_csv:
 * @self: a validation
 *
 * Returns: (transfer full): its measures, a row each: id, title, value, low, high, p, note
 */
char *
rim_validation_to_csv (RimValidation *self)
{
  g_autoptr(GString) csv = g_string_new ("id,title,value,low,high,p,note\n");

  for (guint i = 0; i < self->measures->len; i++)
    {
      const RimMeasure *measure = g_ptr_array_index (self->measures, i);

      rim_csv_append_field (csv, measure->id);
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, measure->title);
      rim_csv_append_number (csv, measure->estimate.value);
      rim_csv_append_number (csv, measure->estimate.low);
      rim_csv_append_number (csv, measure->estimate.high);
      rim_csv_append_number (csv, measure->p);
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, measure->note != NULL ? measure->note : "");
      g_string_append_c (csv, '\n');
    }

  return g_string_free (g_steal_pointer (&csv), FALSE);
}
