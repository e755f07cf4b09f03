/* rim-export-note.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-export-note-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "core/rim-file.h"
#include "rim-library-private.h"

/* Returns: (transfer full) (nullable): SHA-256 of a file as 64 hexadecimal digits */
static char *
dup_hash (const char  *path,
          GError     **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr(GBytes) contents = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return contents != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, contents) : NULL;
}

/* So that it is on the disk. */
static void
tell (const RimExportNote *self,
      const char          *detail)
{
  rim_library_note (self->library, "export", self->segmentation, self->author, detail);
  rim_library_flush (self->library, NULL);
}

/**
 * rim_export_note_place:
 * @self: (nullable): what the audit trail is to say; %NULL to leave no trace
 * @draft: a file that is whole
 * @path: where it shall be
 * @format: such as "RTSTRUCT"
 * @error: where to put an error
 *
 * Moves a file into its place, after the audit trail has on the disk that it is there and
 * what it holds: no file is without its row, whenever the program is killed. Where it
 * cannot be moved another row says so. While the library cannot be written, which its user
 * is told, the row waits and the file does not: it may be what saves the work.
 *
 * Returns: whether it is in its place
 */
gboolean
rim_export_note_place (const RimExportNote  *self,
                       const char           *draft,
                       const char           *path,
                       const char           *format,
                       GError              **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *detail = NULL;

  if (self == NULL)
    return rim_file_move_into_place (draft, path, error);

  hash = dup_hash (draft, error);
  if (hash == NULL)
    return FALSE;

  detail = g_strdup_printf ("%s: %s, SHA-256 %s", format, path, hash);
  tell (self, detail);
  if (rim_file_move_into_place (draft, path, error))
    return TRUE;

  rim_library_note (self->library, "export-failed", self->segmentation, self->author, detail);

  return FALSE;
}

/**
 * rim_export_note_place_folder:
 * @self: what the audit trail is to say
 * @draft: a folder that is whole, beside @path
 * @path: where it shall be, and nothing is
 * @format: such as "training set"
 * @error: where to put an error
 *
 * The same for a folder, of which the trail has no hash.
 *
 * Returns: whether it is in its place
 */
gboolean
rim_export_note_place_folder (const RimExportNote  *self,
                              const char           *draft,
                              const char           *path,
                              const char           *format,
                              GError              **error)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s", format, path);

  g_return_val_if_fail (self != NULL, FALSE);

  tell (self, detail);
  if (g_rename (draft, path) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  rim_library_note (self->library, "export-failed", self->segmentation, self->author, detail);

  return FALSE;
}
