/* cli-case.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-case.h"

#include "cli-image.h"
#include "cli-mask.h"
#include "core/rim-parallel.h"

/* Files that are read at once, in the order in which their errors count. */
typedef enum
{
  FILE_IMAGE,
  FILE_PET,
  FILE_MASK,
  N_FILES,
} File;

typedef struct
{
  const CliExtract *extract;
  RimVolume        *volumes[FILE_MASK];
  CliMaskFile      *mask;
  GError           *errors[N_FILES];
} Reading;

static const char *
get_path (const CliExtract *extract,
          File              file)
{
  return file == FILE_IMAGE ? extract->image : file == FILE_PET ? extract->pet : extract->mask;
}

static void
read_file (Reading *self,
           File     file)
{
  const CliExtract *extract = self->extract;
  const gboolean is_main = file == FILE_IMAGE;

  if (file == FILE_MASK)
    self->mask = cli_mask_file_open (extract->mask, &self->errors[file]);
  else if (get_path (extract, file) != NULL)
    self->volumes[file] = cli_load (get_path (extract, file),
                                    is_main ? extract->series : extract->pet_series,
                                    is_main && extract->pet != NULL ? NULL : extract->units, extract->library,
                                    &self->errors[file]);
}

/* What is one stream takes one processor whatever else there is; DICOM takes all
 * by itself.
 */
static gboolean
is_stream (const Reading *self,
           File           file)
{
  const char *path = get_path (self->extract, file);

  return path != NULL && cli_is_image_file (path);
}

static void
read_stream (gsize    begin,
             gsize    end,
             gpointer data)
{
  for (gsize file = begin; file < end; file++)
    if (is_stream (data, (File) file))
      read_file (data, (File) file);
}

static void
read_files (Reading *self)
{
  for (guint file = 0; file < N_FILES; file++)
    if (!is_stream (self, (File) file))
      read_file (self, (File) file);

  rim_parallel_for (N_FILES, 1, read_stream, self);
}

static gboolean
find_error (Reading  *self,
            GError  **error)
{
  gboolean found = FALSE;

  for (guint file = 0; file < N_FILES; file++)
    if (self->errors[file] != NULL && !found)
      {
        g_propagate_error (error, self->errors[file]);
        found = TRUE;
      }
    else
      {
        g_clear_error (&self->errors[file]);
      }

  return found;
}

/**
 * cli_case_load:
 * @self: (out caller-allocates): gets what the files hold
 * @extract: which files
 * @label: the label of a label map where no region is named
 * @error: where to put an error
 *
 * Reads the files of a case, those of NIfTI and NRRD side by side.
 *
 * Returns: whether all could be read
 */
gboolean
cli_case_load (CliCase           *self,
               const CliExtract  *extract,
               guint              label,
               GError           **error)
{
  Reading reading = { .extract = extract };

  read_files (&reading);
  *self = (CliCase) { reading.volumes[FILE_IMAGE], reading.volumes[FILE_PET], NULL };
  if (!find_error (&reading, error))
    self->mask = cli_mask_file_get (reading.mask, extract->roi, label, self->image, error);
  g_clear_pointer (&reading.mask, cli_mask_file_free);

  return self->mask != NULL;
}

void
cli_case_clear (CliCase *self)
{
  g_clear_pointer (&self->image, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->mask, rim_mask_unref);
}
