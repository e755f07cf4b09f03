/* test-format-read.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "format/rim-image.h"
#include "rim-test-data.h"

/* Files as others write them, made by hand. */

typedef struct
{
  guint8   bytes[4096];
  gsize    length;
  gboolean big;
} Maker;

static void
put (Maker         *self,
     gsize          at,
     gconstpointer  value,
     gsize          size)
{
  const guint8 *source = value;

  for (gsize n = 0; n < size; n++)
    self->bytes[at + n] = source[self->big == (G_BYTE_ORDER == G_LITTLE_ENDIAN) ? size - 1 - n : n];
  self->length = MAX (self->length, at + size);
}

static void
put_short (Maker *self,
           gsize  at,
           gint16 value)
{
  put (self, at, &value, sizeof value);
}

static void
put_int (Maker *self,
         gsize  at,
         gint32 value)
{
  put (self, at, &value, sizeof value);
}

static void
put_float (Maker *self,
           gsize  at,
           float  value)
{
  put (self, at, &value, sizeof value);
}

static void
put_long (Maker  *self,
          gsize   at,
          gint64  value)
{
  put (self, at, &value, sizeof value);
}

static void
put_double (Maker  *self,
            gsize   at,
            double  value)
{
  put (self, at, &value, sizeof value);
}

/* 2 x 3 x 2 voxels with a value of 10 k + j + i / 10 before the rescale, spacing
 * 2 x 3 x 4; neither form of affine.
 */
static void
make_nifti (Maker    *self,
            gboolean  big,
            gint16    type,
            gint16    bits)
{
  const gint16 dim[8] = { 3, 2, 3, 2, 1, 1, 1, 1 };
  const float pixdim[8] = { 1, 2, 3, 4, 1, 1, 1, 1 };

  memset (self, 0, sizeof *self);
  self->big = big;
  put_int (self, 0, 348);
  for (guint n = 0; n < 8; n++)
    {
      put_short (self, 40 + n * 2, dim[n]);
      put_float (self, 76 + n * 4, pixdim[n]);
    }
  put_short (self, 70, type);
  put_short (self, 72, bits);
  put_float (self, 108, 352);
  memcpy (self->bytes + 344, "n+1", 4);
  self->length = 352;
}

static void
put_voxels (Maker *self,
            gsize  at,
            gint16 type)
{
  for (gint32 n = 0; n < 12; n++)
    {
      if (type == 4)
        put_short (self, at + (gsize) n * 2, (gint16) (n * 100 - 500));
      else if (type == 16)
        put_float (self, at + (gsize) n * 4, (float) n * 100 - 500);
      else if (type == 64)
        put_double (self, at + (gsize) n * 8, n * 100 - 500);
      else
        put_long (self, at + (gsize) n * 8, n * 100 - 500);
    }
}

static char *
write_file (const char    *folder,
            const char    *name,
            gconstpointer  bytes,
            gsize          length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  return path;
}

static RimVolume *
read_maker (const Maker *maker,
            GError     **error)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = write_file (folder, "made.nii", maker->bytes, maker->length);
  RimVolume *volume = rim_image_read (path, error);

  rim_test_folder_remove (folder);

  return volume;
}

static void
assert_column (RimVolume *volume,
               guint      column,
               double     x,
               double     y,
               double     z)
{
  RimVec3 v = rim_affine_get_column (&rim_volume_get_grid (volume)->to_patient, column);

  g_assert_cmpfloat_with_epsilon (v.x, x, 1e-6);
  g_assert_cmpfloat_with_epsilon (v.y, y, 1e-6);
  g_assert_cmpfloat_with_epsilon (v.z, z, 1e-6);
}

static void
assert_n_warnings (RimVolume *volume,
                   guint      n)
{
  g_assert_cmpuint (rim_volume_get_source (volume)->warnings->len, ==, n);
}

/* Every type in both byte orders, with slope and intercept; 64-bit whole numbers
 * become doubles.
 */
static void
test_nifti_byte_order (void)
{
  static const struct
  {
    gint16       type;
    gint16       bits;
    RimVoxelType read;
  } types[] = {
    { 4, 16, RIM_VOXEL_INT16 },
    { 16, 32, RIM_VOXEL_FLOAT },
    { 64, 64, RIM_VOXEL_DOUBLE },
    { 1024, 64, RIM_VOXEL_DOUBLE },
  };

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (int big = 0; big < 2; big++)
      {
        Maker maker;
        g_autoptr(GError) error = NULL;
        g_autoptr(RimVolume) volume = NULL;

        make_nifti (&maker, big, types[t].type, types[t].bits);
        put_voxels (&maker, 352, types[t].type);
        put_float (&maker, 112, 0.25f);
        put_float (&maker, 116, 7);
        volume = read_maker (&maker, &error);
        g_assert_no_error (error);
        g_assert_cmpint (rim_volume_get_voxel_type (volume), ==, types[t].read);
        g_assert_cmpfloat (rim_volume_get_value (volume, 0, 0, 0), ==, -118.0);
        g_assert_cmpfloat (rim_volume_get_value (volume, 1, 2, 1), ==, 157.0);
        assert_n_warnings (volume, 1);
        assert_column (volume, 0, -2, 0, 0);
        assert_column (volume, 1, 0, -3, 0);
        assert_column (volume, 2, 0, 0, 4);
      }
}

/* NIfTI-2, big and little. */
static void
test_nifti_2 (void)
{
  for (int big = 0; big < 2; big++)
    {
      Maker maker = { .big = big };
      g_autoptr(GError) error = NULL;
      g_autoptr(RimVolume) volume = NULL;
      const gint64 dim[8] = { 3, 2, 3, 2, 1, 1, 1, 1 };
      const double rows[12] = { -2, 0, 0, 10.1, 0, 3, 0.5, 20, 0, 0, 4, 30 };

      put_int (&maker, 0, 540);
      memcpy (maker.bytes + 4, "n+2\0\r\n\032\n", 8);
      put_short (&maker, 12, 4);
      put_short (&maker, 14, 16);
      for (guint n = 0; n < 8; n++)
        put_long (&maker, 16 + n * 8, dim[n]);
      put_long (&maker, 168, 544);
      put_int (&maker, 348, 1);
      for (guint n = 0; n < 12; n++)
        put_double (&maker, 400 + n * 8, rows[n]);
      put_voxels (&maker, 544, 4);

      volume = read_maker (&maker, &error);
      g_assert_no_error (error);
      assert_n_warnings (volume, 0);
      g_assert_cmpfloat (rim_volume_get_value (volume, 1, 2, 1), ==, 600.0);
      assert_column (volume, 0, 2, 0, 0);
      assert_column (volume, 2, 0, -0.5, 4);
      assert_column (volume, 3, -10.1, -20, 30);
      g_assert_cmpfloat (rim_volume_get_grid (volume)->to_patient.m[0][3], ==, -10.1);
    }
}

/* A quarter turn about z: b = c = 0, d = sqrt (1/2). */
static void
put_qform (Maker *maker,
           float  qfac)
{
  put_float (maker, 76, qfac);
  put_short (maker, 252, 1);
  put_float (maker, 264, (float) G_SQRT2 / 2);
  put_float (maker, 268, 5);
  put_float (maker, 272, 6);
  put_float (maker, 276, 7);
}

static void
test_nifti_qform (void)
{
  for (int flip = 0; flip < 2; flip++)
    {
      Maker maker;
      g_autoptr(GError) error = NULL;
      g_autoptr(RimVolume) volume = NULL;

      make_nifti (&maker, FALSE, 4, 16);
      put_voxels (&maker, 352, 4);
      put_qform (&maker, flip ? -1 : 1);
      volume = read_maker (&maker, &error);
      g_assert_no_error (error);
      assert_n_warnings (volume, 0);
      assert_column (volume, 0, 0, -2, 0);
      assert_column (volume, 1, 3, 0, 0);
      assert_column (volume, 2, 0, 0, flip ? -4 : 4);
      assert_column (volume, 3, -5, -6, 7);
    }
}

/* The sform counts where both are there; a metre is 1000 mm; an sform without
 * volume gives way.
 */
static void
test_nifti_sform (void)
{
  Maker maker;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimVolume) metres = NULL;
  g_autoptr(RimVolume) flat = NULL;
  const float rows[12] = { 2, 0, 0, -8, 0, 3, 1, -9, 0, 0, 4, -10 };

  make_nifti (&maker, FALSE, 4, 16);
  put_voxels (&maker, 352, 4);
  put_qform (&maker, 1);
  put_short (&maker, 254, 2);
  for (guint n = 0; n < 12; n++)
    put_float (&maker, 280 + n * 4, rows[n]);
  volume = read_maker (&maker, &error);
  g_assert_no_error (error);
  assert_column (volume, 0, -2, 0, 0);
  assert_column (volume, 2, 0, -1, 4);
  assert_column (volume, 3, 8, 9, -10);

  maker.bytes[123] = 1;
  metres = read_maker (&maker, &error);
  g_assert_no_error (error);
  assert_column (metres, 2, 0, -1000, 4000);

  maker.bytes[123] = 2;
  put_float (&maker, 280, 0);
  flat = read_maker (&maker, &error);
  g_assert_no_error (error);
  assert_n_warnings (flat, 1);
  assert_column (flat, 3, -5, -6, 7);
}

/* Of the sform the directions, of pixdim the size of a voxel; a column that is
 * rounded to floats is not as long as that.
 */
static void
test_nifti_lengths (void)
{
  Maker maker;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = NULL;
  const float rows[12] = { 0.69282032f, -0.65f, 0, -8, 0.4f, 1.1258330f, 0, -9, 0, 0, 2.9f, -10 };
  const float pixdim[3] = { 0.8f, 1.3f, 2.9f };

  make_nifti (&maker, FALSE, 4, 16);
  put_voxels (&maker, 352, 4);
  put_short (&maker, 254, 1);
  for (guint n = 0; n < 12; n++)
    put_float (&maker, 280 + n * 4, rows[n]);
  for (guint n = 0; n < 3; n++)
    put_float (&maker, 80 + n * 4, pixdim[n]);

  volume = read_maker (&maker, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < 3; n++)
    g_assert_cmpfloat_with_epsilon (rim_grid_get_spacing (rim_volume_get_grid (volume), n), (double) pixdim[n], 1e-15);
}

/* Only what is rescaled, and no double. */
static void
test_nifti_rescaled (void)
{
  const struct
  {
    gint16   type;
    gint16   bits;
    float    slope;
    float    intercept;
    gboolean is_single;
  } cases[] = {
    { 4, 16, 1.0f, 0.0f, FALSE },
    { 4, 16, 0.0f, 5.0f, FALSE },
    { 4, 16, 1.0f, -1024.0f, TRUE },
    { 16, 32, 2.0f, 0.0f, TRUE },
    { 64, 64, 2.0f, 0.0f, FALSE },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Maker maker;
      g_autoptr(GError) error = NULL;
      g_autoptr(RimVolume) volume = NULL;

      make_nifti (&maker, FALSE, cases[c].type, cases[c].bits);
      put_voxels (&maker, 352, cases[c].type);
      put_float (&maker, 112, cases[c].slope);
      put_float (&maker, 116, cases[c].intercept);
      volume = read_maker (&maker, &error);
      g_assert_no_error (error);
      g_assert_cmpint (rim_volume_get_rescaled_is_single (volume), ==, cases[c].is_single);
    }
}

/* Of two volumes the first, with a warning. */
static void
test_nifti_4d (void)
{
  Maker maker;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = NULL;

  make_nifti (&maker, FALSE, 4, 16);
  put_short (&maker, 40, 4);
  put_short (&maker, 48, 2);
  put_voxels (&maker, 352, 4);
  put_voxels (&maker, 376, 4);
  volume = read_maker (&maker, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rim_volume_get_source (volume)->warnings->pdata[0], ==,
                   "The file has 2 volumes; the first was read.");
}

static void
test_nifti_refused (void)
{
  static const struct
  {
    gsize       at;
    gint16      value;
    const char *reason;
  } cases[] = {
    { 70, 32, "voxels of type complex64 are not supported" },
    { 70, 128, "voxels of type RGB24 are not supported" },
    { 70, 1536, "voxels of type float128 are not supported" },
    { 70, 77, "voxels of the unknown type 77" },
    { 70, 1, "voxels of type binary are not supported" },
    { 40, 0, "it has 0 dimensions" },
    { 40, 8, "it has 8 dimensions" },
    { 42, -1, "its size along axis 1 is -1" },
    { 46, 0, "its size along axis 3 is 0" },
    { 46, 3, "the header promises 36 bytes of voxels, more than the file can hold" },
    { 344, 0, "an Analyze file" },
    { 0, 0, "neither NIfTI nor NRRD" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Maker maker;
      g_autoptr(GError) error = NULL;

      make_nifti (&maker, FALSE, 4, 16);
      put_voxels (&maker, 352, 4);
      put_short (&maker, cases[c].at, cases[c].value);
      g_assert_null (read_maker (&maker, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[c].reason));
    }
}

static RimRoiSet *
read_labels_maker (const Maker *maker,
                   GError     **error)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = write_file (folder, "made.nii", maker->bytes, maker->length);
  RimRoiSet *set = rim_image_read_labels (path, error);

  rim_test_folder_remove (folder);

  return set;
}

static void
test_nifti_labels (void)
{
  Maker maker;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  const int voxels[12] = { 0, 5, 5, 2, 0, 0, -1, 0, 2, 0, 0, 5 };
  const guint numbers[3] = { 2, 5, 6 };
  const char *names[3] = { "Label 2", "Label 5", "Label -1" };
  const gsize counts[3] = { 2, 3, 1 };

  make_nifti (&maker, FALSE, 1024, 64);
  for (guint n = 0; n < 12; n++)
    put_long (&maker, 352 + n * 8, voxels[n]);
  set = read_labels_maker (&maker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      RimRoi *roi = set->rois->pdata[i];

      g_assert_cmpuint (roi->number, ==, numbers[i]);
      g_assert_cmpstr (roi->name, ==, names[i]);
      g_assert_cmpuint (rim_mask_count (roi->mask), ==, counts[i]);
    }
  g_assert_true (rim_mask_contains (((RimRoi *) set->rois->pdata[1])->mask, 1, 0, 0));
  g_assert_true (rim_mask_contains (((RimRoi *) set->rois->pdata[1])->mask, 0, 1, 0));
  g_assert_true (rim_mask_contains (((RimRoi *) set->rois->pdata[1])->mask, 1, 2, 1));
}

static void
test_not_labels (void)
{
  Maker maker;
  g_autoptr(GError) error = NULL;

  make_nifti (&maker, FALSE, 16, 32);
  put_voxels (&maker, 352, 16);
  put_float (&maker, 352, 0.5f);
  g_assert_null (read_labels_maker (&maker, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_NOT_LABELS);
  g_clear_error (&error);

  put_float (&maker, 352, NAN);
  g_assert_null (read_labels_maker (&maker, &error));
  g_assert_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_NOT_LABELS);
}

#define NRRD_HEAD "NRRD0005\n# made by hand\ntype: short\ndimension: 3\nsizes: 2 1 3\n"
#define NRRD_LPS "space: left-posterior-superior\nspace directions: (2,0,0) (0,3,0) (0,0.5,4)\nspace origin: (1,2,3)\n"

typedef struct
{
  const char *name;
  const char *header;
  const char *data;
  gsize       length;
  double      first;
  double      last;
  double      origin[3];
  const char *reason;
  guint       n_warnings;
} NrrdCase;

static const NrrdCase nrrds[] = {
  { "text", NRRD_HEAD NRRD_LPS "encoding: ascii\n\n", "1 2\n3,4 5\n-6\n", 0, 1, -6, { 1, 2, 3 } },
  { "little", NRRD_HEAD NRRD_LPS "encoding: raw\nendian: little\n\n", "\1\0\2\0\3\0\4\0\5\0\6\1", 12, 1, 262, { 1, 2, 3 } },
  { "big", NRRD_HEAD NRRD_LPS "encoding: raw\nendian: big\n\n", "\0\1\0\2\0\3\0\4\0\5\1\6", 12, 1, 262, { 1, 2, 3 } },
  { "ras", NRRD_HEAD "space: RAS\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (1,2,3)\nencoding: txt\n\n",
    "1 2 3 4 5 6", 0, 1, 6, { -1, -2, 3 } },
  { "las", NRRD_HEAD "space: left-anterior-superior\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (1,2,3)\nencoding: text\n\n",
    "1 2 3 4 5 6", 0, 1, 6, { 1, -2, 3 } },
  { "spacings", NRRD_HEAD "spacings: 2 3 4\nencoding: ascii\n\n", "1 2 3 4 5 6", 0, 1, 6, { 0, 0, 0 }, NULL, 1 },
  { "skip", NRRD_HEAD NRRD_LPS "endian: little\nline skip: 1\nbyte skip: 2\nencoding: raw\n\n",
    "line\nxx\1\0\2\0\3\0\4\0\5\0\6\0", 19, 1, 6, { 1, 2, 3 } },
  { "skip-to-end", NRRD_HEAD NRRD_LPS "endian: little\nbyteskip: -1\nencoding: raw\n\n",
    "unknown\1\0\2\0\3\0\4\0\5\0\6\0", 19, 1, 6, { 1, 2, 3 } },
  { "crlf", "NRRD0004\r\ntype: uchar\r\ndimension: 3\r\nsizes: 1 1 2\r\n"
    "space: LPS\r\nspace directions: (1,0,0) (0,1,0) (0,0,1)\r\nspace origin: (1,2,3)\r\nencoding: raw\r\n\r\n",
    "\7\11", 2, 7, 9, { 1, 2, 3 } },
  { "four", "NRRD0004\ntype: uchar\ndimension: 4\nsizes: 2 1 1 2\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\n"
    "kinds: list domain domain domain\nspace origin: (1,2,3)\nencoding: raw\n\n", "\1\2\3\4", 4, 1, 3, { 1, 2, 3 }, NULL, 1 },
  { "four-last", "NRRD0004\ntype: uchar\ndimension: 4\nsizes: 1 1 2 2\nspace: LPS\nspace directions: (1,0,0) (0,1,0) (0,0,1) none\n"
    "kinds: domain domain domain list\nspace origin: (1,2,3)\nencoding: raw\n\n", "\1\2\3\4", 4, 1, 2, { 1, 2, 3 }, NULL, 1 },
  { "short", NRRD_HEAD NRRD_LPS "encoding: raw\nendian: little\n\n", "\1\0\2\0", 4, .reason = "more than the file can hold" },
  { "short-text", NRRD_HEAD NRRD_LPS "encoding: ascii\n\n", "1 2 3 4 5     ", 0, .reason = "ends before its voxels do" },
  { "range", NRRD_HEAD NRRD_LPS "encoding: ascii\n\n", "1 2 3 4 5 40000", 0, .reason = "“40000” is no voxel of its type" },
  { "colour", "NRRD0004\ntype: uchar\ndimension: 4\nsizes: 3 1 1 1\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\n"
    "kinds: RGB-color domain domain domain\nspace origin: (1,2,3)\nencoding: raw\n\n", "\1\2\3", 3, .reason = "RGB-color" },
  { "no-endian", NRRD_HEAD NRRD_LPS "encoding: raw\n\n", "\1\0\2\0\3\0\4\0\5\0\6\0", 12, .reason = "the byte order" },
  { "bzip2", NRRD_HEAD NRRD_LPS "encoding: bzip2\n\n", "x", 1, .reason = "the encoding “bzip2” is not supported" },
  { "flat", NRRD_HEAD "space: LPS\nspace directions: (1,0,0) (1,0,0) (0,0,1)\nspace origin: (1,2,3)\nencoding: ascii\n\n",
    "1 2 3 4 5 6", 0, .reason = "absurd" },
  { "two", "NRRD0004\ntype: uchar\ndimension: 2\nsizes: 1 1\nencoding: raw\n\n", "\1", 1, .reason = "it has 2 dimensions" },
  { "files", NRRD_HEAD NRRD_LPS "encoding: raw\nendian: little\ndata file: LIST\n\n", "", 0, .reason = "several files" },
  { "missing-file", NRRD_HEAD NRRD_LPS "encoding: raw\nendian: little\ndata file: nowhere.raw\n\n", "", 0, .reason = "nowhere.raw" },
  { "scanner", NRRD_HEAD "space: scanner-xyz\nspace directions: (1,0,0) (0,1,0) (0,0,1)\nencoding: ascii\n\n", "1", 0,
    .reason = "its space “scanner-xyz” is not supported" },
};

static char *
write_nrrd (const char     *folder,
            const NrrdCase *c)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) c->header, (guint) strlen (c->header));
  g_byte_array_append (bytes, (const guint8 *) c->data, (guint) (c->length > 0 ? c->length : strlen (c->data)));

  return write_file (folder, "made.nrrd", bytes->data, bytes->len);
}

static void
test_nrrd (gconstpointer data)
{
  const NrrdCase *c = data;
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = write_nrrd (folder, c);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = rim_image_read (path, &error);
  const RimGrid *grid;

  rim_test_folder_remove (folder);
  if (c->reason != NULL)
    {
      g_assert_null (volume);
      g_assert_nonnull (strstr (error->message, c->reason));
      return;
    }

  g_assert_no_error (error);
  grid = rim_volume_get_grid (volume);
  assert_n_warnings (volume, c->n_warnings);
  assert_column (volume, 3, c->origin[0], c->origin[1], c->origin[2]);
  g_assert_cmpfloat (rim_volume_get_value (volume, 0, 0, 0), ==, c->first);
  g_assert_cmpfloat (rim_volume_get_value (volume, grid->size[0] - 1, grid->size[1] - 1, grid->size[2] - 1), ==, c->last);
}

/* Slicer's layers: regions of different layers may share voxels and labels. */
static void
test_nrrd_segments (void)
{
  const NrrdCase c = {
    .header = "NRRD0004\ntype: unsigned char\ndimension: 4\nspace: left-posterior-superior\nsizes: 2 2 2 1\n"
              "space directions: none (1,0,0) (0,1,0) (0,0,1)\nkinds: list domain domain domain\nencoding: raw\n"
              "space origin: (0,0,0)\n"
              "Segment0_ID:=Segment_1\nSegment0_Name:=Liver\nSegment0_LabelValue:=1\nSegment0_Layer:=0\nSegment0_Color:=0.5 0 1\n"
              "Segment1_ID:=Segment_2\nSegment1_Name:=Lesion\nSegment1_LabelValue:=1\nSegment1_Layer:=1\n"
              "Segment1_Tags:=TerminologyEntry:Segmentation category and type~SCT^49755003^Morphologically Altered Structure~SCT^86049000^Neoplasm, Primary~^^~Anatomic codes~SCT^10200004^Liver~^^|\n"
              "Segment2_ID:=Segment_3\nSegment2_Name:=Nothing\nSegment2_LabelValue:=9\nSegment2_Layer:=0\n"
              "\n",
    .data = "\1\0" "\1\1" "\2\1" "\0\0", .length = 8,
  };
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = write_nrrd (folder, &c);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_image_read_labels (path, &error);
  const char *names[] = { "Liver", "Lesion", "Nothing", "Label 2" };
  const gsize counts[] = { 2, 2, 0, 1 };

  rim_test_folder_remove (folder);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      RimRoi *roi = set->rois->pdata[i];

      g_assert_cmpuint (roi->number, ==, i + 1);
      g_assert_cmpstr (roi->name, ==, names[i]);
      g_assert_cmpuint (rim_mask_count (roi->mask), ==, counts[i]);
    }
  g_assert_cmpuint (((RimRoi *) set->rois->pdata[0])->color[0], ==, 128);
  g_assert_cmpstr (((RimRoi *) set->rois->pdata[1])->category.meaning, ==, "Morphologically Altered Structure");
  g_assert_cmpstr (((RimRoi *) set->rois->pdata[1])->region.value, ==, "10200004");
}

/* Public files: Slicer's and dcmqi's label maps, NIfTI of the IBSI. */
static void
test_public (void)
{
  static const struct
  {
    const char *path;
    guint       size[3];
    gsize       n_voxels;
  } files[] = {
    { "data/segmentation_objects/segmentations/24x38x3/nrrd/label.nrrd", { 24, 38, 3 }, 0 },
    { "data/ibsi1/digital_phantom/mask/mask.nii.gz", { 5, 4, 4 }, 74 },
    { "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz", { 204, 201, 60 }, 125256 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = rim_test_data_or_skip (files[i].path);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimRoiSet) set = NULL;
      RimRoi *roi;

      if (path == NULL)
        return;
      set = rim_image_read_labels (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (set->rois->len, >, 0);
      roi = set->rois->pdata[0];
      g_assert_cmpmem (rim_mask_get_grid (roi->mask)->size, 12, files[i].size, 12);
      if (files[i].n_voxels > 0)
        g_assert_cmpuint (rim_mask_count (roi->mask), ==, files[i].n_voxels);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/format-read/nifti/byte-order", test_nifti_byte_order);
  g_test_add_func ("/engine/format-read/nifti/version-2", test_nifti_2);
  g_test_add_func ("/engine/format-read/nifti/qform", test_nifti_qform);
  g_test_add_func ("/engine/format-read/nifti/sform", test_nifti_sform);
  g_test_add_func ("/engine/format-read/nifti/lengths", test_nifti_lengths);
  g_test_add_func ("/engine/format-read/nifti/rescaled", test_nifti_rescaled);
  g_test_add_func ("/engine/format-read/nifti/4d", test_nifti_4d);
  g_test_add_func ("/engine/format-read/nifti/refused", test_nifti_refused);
  g_test_add_func ("/engine/format-read/nifti/labels", test_nifti_labels);
  g_test_add_func ("/engine/format-read/nifti/not-labels", test_not_labels);
  g_test_add_func ("/engine/format-read/nrrd/segments", test_nrrd_segments);
  g_test_add_func ("/engine/format-read/public", test_public);
  for (guint i = 0; i < G_N_ELEMENTS (nrrds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/format-read/nrrd/%s", nrrds[i].name);

      g_test_add_data_func (path, &nrrds[i], test_nrrd);
    }

  return g_test_run ();
}
