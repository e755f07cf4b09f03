/* cli-validate-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What rimlightctl validate writes and prints. */

#include "cli-validate.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/rim-file.h"
#include "report/rim-validation-report.h"

/* One table: the sections before the names of measures but for the validation itself. */
static gboolean
write_measures (const CliValidate  *self,
                const char         *out,
                GError            **error)
{
  g_autoptr(GString) csv = g_string_new ("section,");

  for (guint s = 0; s < self->sections->len; s++)
    {
      const CliSection *section = self->sections->pdata[s];
      g_autofree char *measures = rim_validation_to_csv (section->validation);
      g_auto(GStrv) lines = g_strsplit (measures, "\n", -1);

      if (s == 0)
        g_string_append_printf (csv, "%s\n", lines[0]);
      for (guint i = 1; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
          g_string_append_printf (csv, "%s,%s\n", section->id, lines[i]);
    }

  return rim_file_replace_contents (out, csv->str, csv->len, error);
}

static gboolean
write_plots (const CliValidate  *self,
             GError            **error)
{
  static const char *const extensions[] = { "csv", "svg", "pdf", NULL };
  guint format = RIM_PLOT_CSV;

  while (strcmp (extensions[format], self->format) != 0)
    format++;
  if (g_mkdir_with_parents (self->plots, 0777) != 0)
    {
      const int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", self->plots, g_strerror (code));
      return FALSE;
    }

  for (guint s = 0; s < self->sections->len; s++)
    {
      const CliSection *section = self->sections->pdata[s];

      for (guint i = 0; i < rim_validation_get_n_plots (section->validation); i++)
        {
          const RimPlot *plot = rim_validation_get_plot (section->validation, i);
          g_autofree char *name = g_strconcat (plot->id, ".", extensions[format], NULL);
          g_autofree char *path = g_build_filename (self->plots, name, NULL);

          if (!rim_plot_save (plot, (RimPlotFormat) format, path, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
write_report (const CliValidate  *self,
              GError            **error)
{
  g_autofree RimValidationSection *sections = g_new (RimValidationSection, self->sections->len);
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *what = g_path_get_basename (self->signature != NULL ? self->signature : self->predictions);
  g_autofree char *title = g_strdup_printf ("Validation of %s", what);

  if (self->cohort != NULL)
    g_ptr_array_add (facts, g_strdup_printf ("Cohort: %s; outcome: %s", self->cohort, self->outcome.column));
  if (self->compare != NULL)
    g_ptr_array_add (facts, g_strdup_printf ("Compared with %s", self->compare));
  g_ptr_array_add (facts, g_strdup_printf ("%d bootstraps and %d permutations, seed %d; Rimlight %s", self->n_bootstraps,
                                           self->n_permutations, self->seed, RIM_VERSION));
  g_ptr_array_add (facts, NULL);
  for (guint s = 0; s < self->sections->len; s++)
    {
      const CliSection *section = self->sections->pdata[s];

      sections[s] = (RimValidationSection) { section->title, section->validation };
    }

  return rim_validation_report_save (title, (const char *const *) facts->pdata, sections, self->sections->len,
                                     self->is_synthetic, self->report, error);
}

/**
 * cli_validate_write:
 * @self: with sections
 * @out: a table of measures
 * @error: where to put an error
 *
 * Returns: whether all that is wanted is written
 */
gboolean
cli_validate_write (CliValidate  *self,
                    const char   *out,
                    GError      **error)
{
  return write_measures (self, out, error) && (self->plots == NULL || write_plots (self, error)) &&
         (self->report == NULL || write_report (self, error));
}

static void
print_measure (const RimMeasure *measure)
{
  const RimEstimate *of = &measure->estimate;
  g_autoptr(GString) text = g_string_new (NULL);

  if (isfinite (of->value))
    g_string_append (text, CLI_NUMBER (of->value));
  else
    g_string_append (text, "–");
  if (isfinite (of->low) && isfinite (of->high))
    {
      g_string_append_printf (text, " (%s", CLI_NUMBER (of->low));
      g_string_append_printf (text, " to %s)", CLI_NUMBER (of->high));
    }
  if (isfinite (measure->p))
    g_string_append_printf (text, ", p = %s", CLI_NUMBER (measure->p));
  if (!isfinite (of->value) && measure->note != NULL)
    g_string_append_printf (text, "  %s", measure->note);
  g_print ("%s: %s\n", measure->title, text->str);
}

static void
print_json (const CliValidate *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_string (builder, "notice", self->is_synthetic ? "synthetic, research use only" : "research use only");
  for (guint s = 0; s < self->sections->len; s++)
    {
      const CliSection *section = self->sections->pdata[s];

      json_builder_set_member_name (builder, section->id);
      json_builder_add_value (builder, rim_validation_to_json (section->validation));
    }
  json_builder_end_object (builder);
  cli_json_print (builder);
}

void
cli_validate_print (CliValidate *self)
{
  if (self->json)
    {
      print_json (self);
      return;
    }

  for (guint s = 0; s < self->sections->len; s++)
    {
      const CliSection *section = self->sections->pdata[s];

      g_print ("%s%s\n", s > 0 ? "\n" : "", section->title);
      for (guint i = 0; i < rim_validation_get_n_measures (section->validation); i++)
        print_measure (rim_validation_get_measure (section->validation, i));
    }
  g_print ("\n%sResearch use only.\n", self->is_synthetic ? "SYNTHETIC. " : "");
}
