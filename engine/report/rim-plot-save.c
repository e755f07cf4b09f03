/* rim-plot-save.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-draw.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include "core/rim-file.h"

static cairo_status_t
append_cb (gpointer             data,
           const unsigned char *bytes,
           unsigned int         length)
{
  g_byte_array_append (data, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
new_surface (RimPlotFormat  format,
             GByteArray    *bytes,
             double         width,
             double         height)
{
  cairo_surface_t *surface;

  if (format == RIM_PLOT_SVG)
    return cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);

  /* The same bytes whenever it is written. */
  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);

  return surface;
}

/* cairo counts the surfaces of a program; here they are counted from 1. */
static void
number_surfaces (GByteArray *bytes)
{
  static const char *const pattern = "\\bsurface[0-9]+\\b";
  g_autoptr(GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autofree char *replaced = g_regex_replace_literal (regex, (const char *) bytes->data, bytes->len, 0, "surface1", 0,
                                                       NULL);

  g_byte_array_set_size (bytes, 0);
  g_byte_array_append (bytes, (const guint8 *) replaced, (guint) strlen (replaced));
}

/**
 * rim_plot_to_bytes:
 * @plot: what is shown
 * @format: as what
 *
 * Returns: (transfer full): the contents of a file, the same ones whenever it is made
 */
GBytes *
rim_plot_to_bytes (const RimPlot *plot,
                   RimPlotFormat  format)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cairo;
  double width, height;

  if (format == RIM_PLOT_CSV)
    {
      char *csv = rim_plot_to_csv (plot);

      return g_bytes_new_take (csv, strlen (csv));
    }

  rim_plot_get_size (plot, &RIM_PLOT_STYLE_PAPER, &width, &height);
  surface = new_surface (format, bytes, width, height);
  cairo = cairo_create (surface);
  rim_plot_draw (plot, &RIM_PLOT_STYLE_PAPER, cairo, width, height);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (format == RIM_PLOT_SVG)
    number_surfaces (bytes);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * rim_plot_save:
 * @plot: what is shown
 * @format: as what
 * @path: where to; a file there is replaced when the new one is complete
 * @error: return location for an error
 *
 * Returns: %FALSE where it cannot be written
 */
gboolean
rim_plot_save (const RimPlot  *plot,
               RimPlotFormat   format,
               const char     *path,
               GError        **error)
{
  g_autoptr(GBytes) bytes = rim_plot_to_bytes (plot, format);
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return rim_file_replace_contents (path, data, length, error);
}
