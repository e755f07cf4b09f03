/* rim-validation-report.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-report.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "core/rim-file.h"
#include "report/rim-plot-draw.h"

/* A4, in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 50.0
#define TOP 62.0
#define BOTTOM 780.0

#define TEXT 9.0

/* Where columns of the table of measures begin. */
static const double columns[] = { 0.0, 190.0, 315.0, 370.0 };

typedef struct
{
  cairo_t    *cairo;
  const char *footer;
  const char *title;
  guint       page;
  double      y;
} Page;

static PangoLayout *
new_text (const Page *self,
          const char *text,
          double      size,
          gboolean    is_bold,
          double      width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cairo);
  g_autoptr(PangoFontDescription) font = pango_font_description_new ();
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, RIM_PLOT_STYLE_PAPER.font);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

/* Returns: how high it is */
static double
show (const Page     *self,
      const char     *text,
      double          size,
      gboolean        is_bold,
      double          x,
      double          y,
      double          width,
      PangoAlignment  alignment)
{
  g_autoptr(PangoLayout) layout = new_text (self, text, size, is_bold, width);

  pango_layout_set_alignment (layout, alignment);
  cairo_set_source_rgb (self->cairo, 0.1, 0.1, 0.1);
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);

  return get_height (layout);
}

/* What no page is without. */
static void
draw_frame (const Page *self)
{
  const double width = WIDTH - 2.0 * MARGIN;
  g_autofree char *number = g_strdup_printf ("%u", self->page);

  show (self, self->footer, TEXT, TRUE, MARGIN, 30.0, width, PANGO_ALIGN_RIGHT);
  show (self, self->title, TEXT, FALSE, MARGIN, 30.0, width * 0.65, PANGO_ALIGN_LEFT);
  show (self, self->footer, TEXT, TRUE, MARGIN, HEIGHT - 40.0, width, PANGO_ALIGN_LEFT);
  show (self, number, TEXT, FALSE, MARGIN, HEIGHT - 40.0, width, PANGO_ALIGN_RIGHT);
  cairo_set_line_width (self->cairo, 0.5);
  cairo_move_to (self->cairo, MARGIN, 46.0);
  cairo_rel_line_to (self->cairo, width, 0.0);
  cairo_stroke (self->cairo);
}

static void
turn (Page *self)
{
  cairo_show_page (self->cairo);
  self->page++;
  self->y = TOP;
  draw_frame (self);
}

static void
need (Page   *self,
      double  height)
{
  if (self->y + height > BOTTOM && self->y > TOP)
    turn (self);
}

static void
add_heading (Page       *self,
             const char *text,
             double      size)
{
  need (self, 5.0 * size);
  self->y += show (self, text, size, TRUE, MARGIN, self->y, WIDTH - 2.0 * MARGIN, PANGO_ALIGN_LEFT) + 0.5 * size;
}

static void
append_number (GString *text,
               double   value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, value == floor (value) && fabs (value) < 1e6 ? "%.0f" : "%.3f", fabs (value));
  g_string_append_printf (text, "%s%s", value < 0.0 && strpbrk (digits, "123456789") != NULL ? "−" : "", digits);
}

static char *
format_estimate (const RimEstimate *estimate)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!isfinite (estimate->value))
    return g_strdup ("–");

  append_number (text, estimate->value);
  if (isfinite (estimate->low) && isfinite (estimate->high))
    {
      g_string_append (text, " (");
      append_number (text, estimate->low);
      g_string_append (text, " to ");
      append_number (text, estimate->high);
      g_string_append_c (text, ')');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
format_p (double p)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!isfinite (p))
    return g_strdup ("");
  if (p < 0.001)
    return g_strdup ("< 0.001");

  append_number (text, p);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (Page              *self,
         const char *const *cells,
         gboolean           is_head)
{
  const double width = WIDTH - 2.0 * MARGIN;
  double height = 0.0;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        {
          const double end = c + 1 < G_N_ELEMENTS (columns) ? columns[c + 1] - 8.0 : width;
          const double size = c == 3 && !is_head ? TEXT * 0.85 : TEXT;
          g_autoptr(PangoLayout) layout = new_text (self, cells[c], size, is_head, end - columns[c]);

          if (pass == 0)
            height = MAX (height, get_height (layout));
          else
            show (self, cells[c], size, is_head, MARGIN + columns[c], self->y, end - columns[c], PANGO_ALIGN_LEFT);
        }
      if (pass == 0)
        need (self, height);
    }

  self->y += height + 2.0;
  cairo_set_source_rgb (self->cairo, 0.85, 0.85, 0.85);
  cairo_set_line_width (self->cairo, is_head ? 1.0 : 0.4);
  cairo_move_to (self->cairo, MARGIN, self->y);
  cairo_rel_line_to (self->cairo, width, 0.0);
  cairo_stroke (self->cairo);
  self->y += 2.0;
}

static void
add_measures (Page          *self,
              RimValidation *validation)
{
  static const char *const head[] = { "Measure", "Value (95% CI)", "p", "How it came about" };

  add_row (self, head, TRUE);
  for (guint i = 0; i < rim_validation_get_n_measures (validation); i++)
    {
      const RimMeasure *measure = rim_validation_get_measure (validation, i);
      g_autofree char *value = format_estimate (&measure->estimate), *p = format_p (measure->p);
      const char *const cells[] = { measure->title, value, p, measure->note != NULL ? measure->note : "" };

      add_row (self, cells, FALSE);
    }
  self->y += TEXT;
}

/* As large as they are by themselves, in the middle, but not wider than the page. */
static void
add_plot (Page          *self,
          const RimPlot *plot)
{
  RimPlotStyle style = RIM_PLOT_STYLE_PAPER;
  double width, height, scale;

  rim_plot_get_size (plot, &style, &width, &height);
  scale = MIN (MIN ((WIDTH - 2.0 * MARGIN) / width, (BOTTOM - TOP) / height), 1.0);
  need (self, height * scale);
  cairo_save (self->cairo);
  cairo_translate (self->cairo, (WIDTH - width * scale) / 2.0, self->y);
  cairo_scale (self->cairo, scale, scale);
  rim_plot_draw (plot, &style, self->cairo, width, height);
  cairo_restore (self->cairo);
  self->y += height * scale + TEXT;
}

static cairo_status_t
append_cb (gpointer             data,
           const unsigned char *bytes,
           unsigned int         length)
{
  g_byte_array_append (data, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_pages (Page                       *self,
            const char *const          *facts,
            const RimValidationSection *sections,
            guint                       n_sections)
{
  draw_frame (self);
  add_heading (self, self->title, 16.0);
  for (guint i = 0; facts != NULL && facts[i] != NULL; i++)
    self->y += show (self, facts[i], TEXT, FALSE, MARGIN, self->y, WIDTH - 2.0 * MARGIN, PANGO_ALIGN_LEFT) + 2.0;
  self->y += TEXT;

  for (guint s = 0; s < n_sections; s++)
    {
      if (sections[s].title != NULL)
        add_heading (self, sections[s].title, 12.0);
      add_measures (self, sections[s].validation);
      for (guint i = 0; i < rim_validation_get_n_plots (sections[s].validation); i++)
        add_plot (self, rim_validation_get_plot (sections[s].validation, i));
    }
}

/**
 * rim_validation_report_save:
 * @title: what was validated
 * @facts: (nullable) (array zero-terminated=1): lines below the title
 * @sections: (array length=n_sections): measures and plots
 * @n_sections: how many
 * @is_synthetic: whether every page says that nobody of them lives
 * @path: where to; a file there is replaced when the new one is complete
 * @error: return location for an error
 *
 * Writes a PDF in A4, of the same bytes whenever it is written. Every page says that it is
 * for research only.
 *
 * Returns: %FALSE where it cannot be written
 */
gboolean
rim_validation_report_save (const char                  *title,
                            const char *const           *facts,
                            const RimValidationSection  *sections,
                            guint                        n_sections,
                            gboolean                     is_synthetic,
                            const char                  *path,
                            GError                     **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, WIDTH, HEIGHT);
  Page page = { cairo_create (surface), is_synthetic ? RIM_PLOT_SYNTHETIC : RIM_PLOT_RESEARCH, title, 1, TOP };

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  draw_pages (&page, facts, sections, n_sections);
  cairo_destroy (page.cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return rim_file_replace_contents (path, bytes->data, bytes->len, error);
}
