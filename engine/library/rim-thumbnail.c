/* rim-thumbnail.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-thumbnail.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "rim-library-private.h"
#include "view/rim-render.h"

#define SIZE       RIM_THUMBNAIL_SIZE
#define N_PIXELS   (SIZE * SIZE)
#define FOLDER     "thumbnails"
#define HEADER     "P5\n96 96\n255\n"

/* Each pixel is the mean of so many squared, or fine lines would flicker. */
#define OVERSAMPLE 4u

#define CT_CENTER  40.0
#define CT_WIDTH   400.0
#define SUV_CENTER 3.5
#define SUV_WIDTH  7.0

G_STATIC_ASSERT (SIZE == 96);

/* What a series shows when a series with the same name has other files is
 * another picture.
 */
static char *
dup_path (RimLibrary  *self,
          gint64       series_id,
          gboolean    *is_dicom,
          GError     **error)
{
  g_autoptr(GError) own_error = NULL;
  g_autofree char *key = NULL;
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = rim_db_query (db, &own_error,
                                          "SELECT t.uid, s.uid, s.part, s.kind, s.n_instances, s.is_dicom "
                                          "FROM series s JOIN study t ON t.id = s.study_id "
                                          "WHERE s.id = ?", "i", series_id);

  if (rows != NULL && rim_rows_next (rows, &own_error))
    {
      key = g_strdup_printf ("%s\n%s\n%d\n%d\n%d", rim_rows_get_text (rows, 0),
                             rim_rows_get_text (rows, 1), (int) rim_rows_get_int (rows, 2),
                             (int) rim_rows_get_int (rows, 3), (int) rim_rows_get_int (rows, 4));
      *is_dicom = rim_rows_get_int (rows, 5) != 0;
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (key == NULL)
    g_set_error_literal (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_NOT_FOUND,
                         _("The library has no such series"));

  if (key != NULL)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
      g_autofree char *name = g_strconcat (sum, ".pgm", NULL);

      return g_build_filename (self->folder, FOLDER, name, NULL);
    }

  return NULL;
}

static GBytes *
read_file (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL) ||
      length != strlen (HEADER) + N_PIXELS || memcmp (contents, HEADER, strlen (HEADER)) != 0)
    return NULL;

  return g_bytes_new (contents + strlen (HEADER), N_PIXELS);
}

/* A thumbnail that cannot be kept is made again. */
static void
write_file (const char *path,
            GBytes     *pixels)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GByteArray) contents = g_byte_array_new ();

  g_mkdir_with_parents (folder, 0700);
  g_byte_array_append (contents, (const guint8 *) HEADER, strlen (HEADER));
  g_byte_array_append (contents, g_bytes_get_data (pixels, NULL), N_PIXELS);
  g_file_set_contents_full (path, (const char *) contents->data, contents->len,
                            G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/* The plane in which the images were taken. */
static RimOrientation
find_orientation (const RimGrid *grid)
{
  for (RimOrientation o = RIM_ORIENTATION_AXIAL; o <= RIM_ORIENTATION_CORONAL; o++)
    {
      RimSliceAxis axis;

      rim_slice_axis_init (&axis, grid, o);
      if (axis.axis == 2)
        return o;
    }

  return RIM_ORIENTATION_AXIAL;
}

static RimWindow
choose_window (RimVolume *volume)
{
  GArray *windows = rim_volume_get_source (volume) != NULL
                    ? rim_volume_get_source (volume)->windows
                    : NULL;
  RimWindow window = { CT_CENTER, CT_WIDTH };

  if (rim_unit_is_suv (rim_volume_get_unit (volume)))
    return (RimWindow) { SUV_CENTER, SUV_WIDTH };

  if (windows != NULL && windows->len > 0)
    {
      RimSourceWindow *own = &g_array_index (windows, RimSourceWindow, 0);

      return (RimWindow) { own->center, own->width };
    }

  if (rim_volume_get_unit (volume) != RIM_UNIT_HU)
    rim_window_auto (volume, 0.1, 99.9, &window);

  return window;
}

static guint8
average (const guint32 *pixels,
         guint          x,
         guint          y)
{
  const guint32 *from = pixels + y * OVERSAMPLE * OVERSAMPLE * SIZE + x * OVERSAMPLE;
  guint sum = 0;

  for (guint j = 0; j < OVERSAMPLE; j++, from += OVERSAMPLE * SIZE)
    for (guint i = 0; i < OVERSAMPLE; i++)
      sum += from[i] & 0xff;

  return (guint8) ((sum + OVERSAMPLE * OVERSAMPLE / 2) / (OVERSAMPLE * OVERSAMPLE));
}

static GBytes *
render (RimVolume      *volume,
        RimOrientation  orientation,
        RimVec3         through)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autofree guint32 *pixels = g_new0 (guint32, N_PIXELS * OVERSAMPLE * OVERSAMPLE);
  guint8 *grey = g_malloc (N_PIXELS);
  gboolean is_pet = rim_unit_is_suv (rim_volume_get_unit (volume));
  RimLayer layer = {
    .volume = volume,
    .window = choose_window (volume),
    .colormap = rim_colormap_find ("grey"),
    .invert = is_pet,
    .opacity = 1,
    .threshold = -INFINITY,
    .interpolation = RIM_INTERPOLATE_NEAREST,
  };
  RimVec3 center;
  double mm = rim_plane_fit (grid, orientation, SIZE * OVERSAMPLE, SIZE * OVERSAMPLE, &center);
  RimPlane plane;

  rim_plane_init (&plane, grid, orientation, through, center, mm, SIZE * OVERSAMPLE,
                  SIZE * OVERSAMPLE);
  rim_render (&layer, 1, &plane, pixels, SIZE * OVERSAMPLE);
  for (guint y = 0; y < SIZE; y++)
    for (guint x = 0; x < SIZE; x++)
      grey[y * SIZE + x] = average (pixels, x, y);

  return g_bytes_new_take (grey, N_PIXELS);
}

static void
stop_cb (RimVolume *volume,
         guint      k,
         gpointer   data)
{
  g_cancellable_cancel (data);
}

/* Decodes one slice and no other. */
static gboolean
decode_slice (RimSeries  *series,
              RimVolume  *volume,
              guint       k,
              GError    **error)
{
  g_autoptr(GCancellable) one = g_cancellable_new ();
  g_autoptr(GError) own_error = NULL;
  RimLoadOptions options = { .first_slice = k, .slice_ready = stop_cb, .data = one };

  if (rim_series_decode (series, volume, &options, one, &own_error) ||
      g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own_error));

  return FALSE;
}

static RimVolume *
prepare (RimLibrary  *self,
         gint64       series_id,
         gboolean     is_dicom,
         RimSeries  **series,
         GError     **error)
{
  RimLoadOptions options = { .unit = RIM_UNIT_STORED };

  if (!is_dicom)
    return rim_library_read_image (self, series_id, error);

  *series = rim_library_open_series (self, series_id, error);
  if (*series == NULL)
    return NULL;

  if ((*series)->kind == RIM_SERIES_IMAGE && (*series)->has_grid)
    return rim_series_prepare (*series, &options, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This series holds no images"));

  return NULL;
}

static GBytes *
make (RimLibrary    *self,
      gint64         series_id,
      gboolean       is_dicom,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) volume = prepare (self, series_id, is_dicom, &series, error);
  const RimGrid *grid;
  RimOrientation orientation;
  RimVec3 middle;
  guint k;

  if (volume == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  grid = rim_volume_get_grid (volume);
  orientation = find_orientation (grid);
  middle = rim_grid_to_patient (grid, RIM_VEC3 (grid->size[0] / 2, grid->size[1] / 2,
                                                grid->size[2] / 2));
  middle = rim_volume_step (volume, orientation, middle, 0, &k, NULL);
  if (series != NULL && !decode_slice (series, volume, k, error))
    return NULL;

  return render (volume, orientation, middle);
}

/**
 * rim_library_read_thumbnail:
 * @self: a library
 * @series_id: the id of a series' row
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Gives a small picture of the slice in the middle of a series, in the window
 * that its file proposes, or the customary one of its unit. It is kept in the
 * library's folder, so that the files are read for the first time only. For a
 * worker.
 *
 * Returns: (transfer full) (nullable): %RIM_THUMBNAIL_SIZE rows of as many bytes,
 *   0 for black
 */
GBytes *
rim_library_read_thumbnail (RimLibrary    *self,
                            gint64         series_id,
                            GCancellable  *cancellable,
                            GError       **error)
{
  gboolean is_dicom = TRUE;
  g_autofree char *path = NULL;
  GBytes *pixels;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  path = dup_path (self, series_id, &is_dicom, error);
  if (path == NULL)
    return NULL;

  pixels = read_file (path);
  if (pixels != NULL)
    return pixels;

  pixels = make (self, series_id, is_dicom, cancellable, error);
  if (pixels != NULL)
    write_file (path, pixels);

  return pixels;
}
