/* rim-dcm.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The C side of dcmtk: everything in engine/dicom that is written in C reads
 * and writes DICOM through these calls. No dcmtk type appears here. A file is
 * used by one thread at a time; different files by different threads at once.
 */

/**
 * RimDcmFile:
 *
 * A DICOM file read or to be written. Values longer than a few kilobytes stay
 * in the file until they are asked for.
 */
typedef struct _RimDcmFile RimDcmFile;

/**
 * RimDcmItem:
 *
 * A data set or an item of a sequence; it lives as long as its file.
 */
typedef struct _RimDcmItem RimDcmItem;

/* A tag as one number: RIM_DCM_TAG (0x0010, 0x0020). */
#define RIM_DCM_TAG(group_, element_) ((guint32) (group_) << 16 | (guint32) (element_))

#define RIM_DCM_PIXEL_DATA        RIM_DCM_TAG (0x7fe0, 0x0010)
#define RIM_DCM_FLOAT_PIXEL_DATA  RIM_DCM_TAG (0x7fe0, 0x0008)
#define RIM_DCM_DOUBLE_PIXEL_DATA RIM_DCM_TAG (0x7fe0, 0x0009)

/**
 * RimDcmPixels:
 * @tag: which of the three pixel elements
 * @length: bytes, 0 when encapsulated
 *
 * Where and how a file keeps its pixels.
 */
typedef struct
{
  guint32  tag;
  guint64  length;
  gboolean encapsulated;
  gboolean is_little_endian;
  gboolean is_explicit;
  gboolean is_deflated;
} RimDcmPixels;

/* Reading */
RimDcmFile   *rim_dcm_file_open            (const char    *path,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimDcmFile   *rim_dcm_file_open_partial    (const char    *path,
                                            char         **damage,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_dcm_file_free            (RimDcmFile    *self);
RimDcmItem   *rim_dcm_file_get_dataset     (RimDcmFile    *self);
const char   *rim_dcm_file_get_path        (RimDcmFile    *self);
const char   *rim_dcm_file_get_transfer_syntax (RimDcmFile *self);
char         *rim_dcm_file_dup_meta_string (RimDcmFile    *self,
                                            guint32        tag) G_GNUC_WARN_UNUSED_RESULT;

gboolean      rim_dcm_file_get_pixels      (RimDcmFile    *self,
                                            RimDcmPixels  *pixels);

gboolean      rim_dcm_file_read_native     (RimDcmFile    *self,
                                            guint32        tag,
                                            guint          bits_allocated,
                                            gsize          offset,
                                            gpointer       bytes,
                                            gsize          length,
                                            GError       **error);
gboolean      rim_dcm_file_decode_frame    (RimDcmFile    *self,
                                            guint          frame,
                                            guint          n_frames,
                                            gpointer       bytes,
                                            gsize          length,
                                            char         **photometric,
                                            GError       **error);
GBytes       *rim_dcm_file_dup_frame       (RimDcmFile    *self,
                                            guint          frame,
                                            guint          n_frames,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean      rim_dcm_item_has             (RimDcmItem    *self,
                                            guint32        tag);
guint32       rim_dcm_item_find_private    (RimDcmItem    *self,
                                            guint16        group,
                                            const char    *creator,
                                            guint8         element);
char         *rim_dcm_item_dup_string      (RimDcmItem    *self,
                                            guint32        tag) G_GNUC_WARN_UNUSED_RESULT;
char         *rim_dcm_item_dup_string_at   (RimDcmItem    *self,
                                            guint32        tag,
                                            guint          index) G_GNUC_WARN_UNUSED_RESULT;
gsize         rim_dcm_item_get_n_values    (RimDcmItem    *self,
                                            guint32        tag);
gboolean      rim_dcm_item_get_double      (RimDcmItem    *self,
                                            guint32        tag,
                                            guint          index,
                                            double        *value);
gboolean      rim_dcm_item_get_int         (RimDcmItem    *self,
                                            guint32        tag,
                                            guint          index,
                                            gint64        *value);
double        rim_dcm_item_get_double_or   (RimDcmItem    *self,
                                            guint32        tag,
                                            double         otherwise);
gint64        rim_dcm_item_get_int_or      (RimDcmItem    *self,
                                            guint32        tag,
                                            gint64         otherwise);
gboolean      rim_dcm_item_get_tag         (RimDcmItem    *self,
                                            guint32        tag,
                                            guint          index,
                                            guint32       *value);
double       *rim_dcm_item_dup_doubles     (RimDcmItem    *self,
                                            guint32        tag,
                                            gsize         *n_values) G_GNUC_WARN_UNUSED_RESULT;
gboolean      rim_dcm_item_get_doubles     (RimDcmItem    *self,
                                            guint32        tag,
                                            double        *values,
                                            gsize          n_values);
const guint8 *rim_dcm_item_get_bytes       (RimDcmItem    *self,
                                            guint32        tag,
                                            gsize         *length);
const char   *rim_dcm_item_get_text        (RimDcmItem    *self,
                                            guint32        tag,
                                            gsize         *length);
guint         rim_dcm_item_get_n_items     (RimDcmItem    *self,
                                            guint32        tag);
RimDcmItem   *rim_dcm_item_get_item        (RimDcmItem    *self,
                                            guint32        tag,
                                            guint          index);

/* Writing: explicit little endian unless implicit is asked for, UTF-8 */
RimDcmFile   *rim_dcm_file_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void          rim_dcm_file_set_implicit    (RimDcmFile    *self);
gboolean      rim_dcm_file_save            (RimDcmFile    *self,
                                            const char    *path,
                                            GError       **error);
gboolean      rim_dcm_file_save_unsynced   (RimDcmFile    *self,
                                            const char    *path,
                                            GError       **error);
void          rim_dcm_item_put_string      (RimDcmItem    *self,
                                            guint32        tag,
                                            const char    *value);
void          rim_dcm_item_put_int         (RimDcmItem    *self,
                                            guint32        tag,
                                            gint64         value);
void          rim_dcm_item_put_ints        (RimDcmItem    *self,
                                            guint32        tag,
                                            const gint64  *values,
                                            gsize          n_values);
void          rim_dcm_item_put_double      (RimDcmItem    *self,
                                            guint32        tag,
                                            double         value);
void          rim_dcm_item_put_doubles     (RimDcmItem    *self,
                                            guint32        tag,
                                            const double  *values,
                                            gsize          n_values);
void          rim_dcm_item_put_tag         (RimDcmItem    *self,
                                            guint32        tag,
                                            guint32        value);
void          rim_dcm_item_put_empty       (RimDcmItem    *self,
                                            guint32        tag);
void          rim_dcm_item_put_bytes       (RimDcmItem    *self,
                                            guint32        tag,
                                            gconstpointer  bytes,
                                            gsize          length);
void          rim_dcm_item_put_words       (RimDcmItem    *self,
                                            guint32        tag,
                                            const guint16 *words,
                                            gsize          n_words);
void          rim_dcm_item_put_floats      (RimDcmItem    *self,
                                            guint32        tag,
                                            const float   *values,
                                            gsize          n_values);
void          rim_dcm_item_put_private     (RimDcmItem    *self,
                                            guint16        group,
                                            const char    *creator,
                                            guint8         element,
                                            const char    *vr,
                                            const char    *value);
RimDcmItem   *rim_dcm_item_add_item        (RimDcmItem    *self,
                                            guint32        tag);
void          rim_dcm_item_remove          (RimDcmItem    *self,
                                            guint32        tag);

char         *rim_dcm_uid_new              (void) G_GNUC_WARN_UNUSED_RESULT;
char         *rim_dcm_uid_from_name        (const char    *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDcmFile, rim_dcm_file_free)

G_END_DECLS
