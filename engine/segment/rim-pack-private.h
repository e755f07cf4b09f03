/* rim-pack-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimUnpacker:
 *
 * Reads what the rim_pack_ functions wrote. The first thing that is not there
 * makes every later reading fail and give zeros, so a caller may look at @failed
 * once; what it allocates is bounded by the bytes that are left.
 */
typedef struct
{
  const guint8 *cursor;
  const guint8 *end;
  gboolean      failed;
} RimUnpacker;

void    rim_pack_uint     (GByteArray     *bytes,
                           guint64         value);
void    rim_pack_double   (GByteArray     *bytes,
                           double          value);
void    rim_pack_string   (GByteArray     *bytes,
                           const char     *string);

void    rim_unpacker_init (RimUnpacker    *self,
                           GBytes         *bytes);
gsize   rim_unpacker_get_left (const RimUnpacker *self);
guint64 rim_unpack_uint   (RimUnpacker    *self,
                           guint64         max);
double  rim_unpack_double (RimUnpacker    *self);
char   *rim_unpack_string (RimUnpacker    *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean rim_unpack_raw   (RimUnpacker    *self,
                           gpointer        data,
                           gsize           length);

G_END_DECLS
