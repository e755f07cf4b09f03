/* rim-reader-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimReaderEncoding:
 * @RIM_READER_RAW: bytes as they lie in the file
 * @RIM_READER_GZIP: inflated
 * @RIM_READER_AUTO: inflated where the file begins like gzip
 *
 * How the bytes of a file become the bytes of an image.
 */
typedef enum
{
  RIM_READER_RAW,
  RIM_READER_GZIP,
  RIM_READER_AUTO,
} RimReaderEncoding;

/**
 * RimReader:
 *
 * Reads a regular file from one end to the other, raw or inflated.
 */
typedef struct _RimReader RimReader;

RimReader  *rim_reader_open       (const char         *path,
                                   goffset             offset,
                                   RimReaderEncoding   encoding,
                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_reader_close      (RimReader          *self);
const char *rim_reader_get_path   (RimReader          *self);
goffset     rim_reader_get_offset (RimReader          *self);
void        rim_reader_expect     (RimReader          *self,
                                   gsize               length);
gsize       rim_reader_read_some  (RimReader          *self,
                                   gpointer            bytes,
                                   gsize               length);
gboolean    rim_reader_read       (RimReader          *self,
                                   gpointer            bytes,
                                   gsize               length,
                                   GError            **error);
gboolean    rim_reader_skip       (RimReader          *self,
                                   guint64             length,
                                   GError            **error);
gboolean    rim_reader_skip_to_last (RimReader          *self,
                                     guint64             length,
                                     GError            **error);
char       *rim_reader_read_line  (RimReader          *self,
                                   gsize               max_length) G_GNUC_WARN_UNUSED_RESULT;
gboolean    rim_reader_read_token (RimReader          *self,
                                   char               *token,
                                   gsize               size);
gboolean    rim_reader_can_hold   (RimReader          *self,
                                   guint64             length,
                                   GError            **error);

void        rim_swap_bytes        (gpointer bytes,
                                   gsize    n_items,
                                   gsize    item_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimReader, rim_reader_close)

G_END_DECLS
