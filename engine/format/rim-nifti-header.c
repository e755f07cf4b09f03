/* rim-nifti-header.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nifti-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "rim-image.h"

/* Relative; what differs by more is no rounding. */
#define LENGTH_TOLERANCE 1e-5

/* Where a version of the format has what (nifti1.h, nifti2.h). Sizes and offsets
 * are 16 or 64 bit, numbers single or double.
 */
typedef struct
{
  gsize length;
  gsize magic;
  gsize dim;
  gsize datatype;
  gsize bitpix;
  gsize pixdim;
  gsize voxel_offset;
  gsize slope;
  gsize intercept;
  gsize units;
  gsize description;
  gsize qform_code;
  gsize sform_code;
  gsize quaternion;
  gsize offset;
  gsize srow;
  gsize intent_name;
  gsize intent_code;
} Layout;

static const Layout layouts[2] = {
  { 348, 344, 40, 70, 72, 76, 108, 112, 116, 123, 148, 252, 254, 256, 268, 280, 328, 68 },
  { 540, 4, 16, 12, 14, 104, 168, 176, 184, 500, 240, 344, 348, 352, 376, 400, 508, 504 },
};

static const struct
{
  int          code;
  const char  *name;
  gsize        size;
  gboolean     supported;
  RimVoxelType type;
} types[] = {
  { 1, "binary", 0, FALSE },
  { 2, "uint8", 1, TRUE, RIM_VOXEL_UINT8 },
  { 4, "int16", 2, TRUE, RIM_VOXEL_INT16 },
  { 8, "int32", 4, TRUE, RIM_VOXEL_INT32 },
  { 16, "float32", 4, TRUE, RIM_VOXEL_FLOAT },
  { 32, "complex64", 8, FALSE },
  { 64, "float64", 8, TRUE, RIM_VOXEL_DOUBLE },
  { 128, "RGB24", 3, FALSE },
  { 256, "int8", 1, TRUE, RIM_VOXEL_INT8 },
  { 512, "uint16", 2, TRUE, RIM_VOXEL_UINT16 },
  { 768, "uint32", 4, TRUE, RIM_VOXEL_UINT32 },
  { 1024, "int64", 8, TRUE, RIM_VOXEL_DOUBLE },
  { 1280, "uint64", 8, TRUE, RIM_VOXEL_DOUBLE },
  { 1536, "float128", 16, FALSE },
  { 1792, "complex128", 16, FALSE },
  { 2048, "complex256", 32, FALSE },
  { 2304, "RGBA32", 4, FALSE },
};

/* A header as bytes, with what it takes to read or write them. */
typedef struct
{
  const char   *path;
  guint8        bytes[RIM_NIFTI_2_LENGTH];
  const Layout *layout;
  guint         version;
  gboolean      swapped;
} Raw;

static void
get_bytes (const Raw *raw,
           gsize      at,
           gpointer   value,
           gsize      size)
{
  memcpy (value, raw->bytes + at, size);
  if (raw->swapped)
    rim_swap_bytes (value, 1, size);
}

static gint64
get_int (const Raw *raw,
         gsize      at,
         gsize      size)
{
  gint16 two;
  gint32 four;
  gint64 eight;

  switch (size)
    {
    case 2:
      get_bytes (raw, at, &two, 2);
      return two;

    case 4:
      get_bytes (raw, at, &four, 4);
      return four;

    default:
      get_bytes (raw, at, &eight, 8);
      return eight;
    }
}

/* The n-th number of a row of them, float in version 1 and double in 2. */
static double
get_real (const Raw *raw,
          gsize      at,
          guint      n)
{
  float single;
  double result;

  if (raw->version == 1)
    {
      get_bytes (raw, at + n * sizeof single, &single, sizeof single);
      return single;
    }

  get_bytes (raw, at + n * sizeof result, &result, sizeof result);

  return result;
}

static gint64
get_dim (const Raw *raw,
         guint      n)
{
  gsize size = raw->version == 1 ? 2 : 8;

  return get_int (raw, raw->layout->dim + n * size, size);
}

/* Codes are 16 bit in version 1 and 32 bit in version 2. */
static int
get_code (const Raw *raw,
          gsize      at)
{
  return (int) get_int (raw, at, raw->version == 1 ? 2 : 4);
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (const char  *path,
      GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED, "%s: %s", path, reason);

  return FALSE;
}

static gboolean
find_version (Raw *raw)
{
  for (guint version = 1; version <= 2; version++)
    {
      for (int swapped = 0; swapped < 2; swapped++)
        {
          raw->version = version;
          raw->layout = &layouts[version - 1];
          raw->swapped = swapped;
          if (get_int (raw, 0, 4) == (gint64) raw->layout->length)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_raw (RimReader  *reader,
          Raw        *raw,
          GError    **error)
{
  raw->path = rim_reader_get_path (reader);
  if (!rim_reader_read (reader, raw->bytes, RIM_NIFTI_1_LENGTH, error))
    return FALSE;
  if (!find_version (raw))
    return fail (raw->path, error, _("not a NIfTI file"));
  if (raw->version == 2 &&
      !rim_reader_read (reader, raw->bytes + RIM_NIFTI_1_LENGTH,
                        RIM_NIFTI_2_LENGTH - RIM_NIFTI_1_LENGTH, error))
    return FALSE;

  return TRUE;
}

static gboolean
read_magic (const Raw       *raw,
            RimNiftiHeader  *self,
            GError         **error)
{
  const char *magic = (const char *) raw->bytes + raw->layout->magic;
  char digit = raw->version == 1 ? '1' : '2';

  if (magic[0] != 'n' || magic[2] != digit || magic[3] != '\0')
    return fail (raw->path, error, _("an Analyze file, or a NIfTI file without its mark; it does not say how it is oriented"));

  self->is_pair = magic[1] == 'i';
  self->version = raw->version;
  self->swapped = raw->swapped;

  return TRUE;
}

static gboolean
read_type (const Raw       *raw,
           RimNiftiHeader  *self,
           GError         **error)
{
  int code = (int) get_int (raw, raw->layout->datatype, 2);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (types[i].code != code)
        continue;
      if (!types[i].supported)
        return fail (raw->path, error, _("voxels of type %s are not supported"), types[i].name);
      self->type = types[i].type;
      self->item_size = types[i].size;
      self->whole = code == 1024 || code == 1280;
      self->is_signed = code == 1024;
      return TRUE;
    }

  return fail (raw->path, error, _("voxels of the unknown type %d"), code);
}

static gboolean
read_size (const Raw       *raw,
           RimNiftiHeader  *self,
           GError         **error)
{
  gint64 n_dimensions = get_dim (raw, 0);

  if (n_dimensions < 1 || n_dimensions > 7)
    return fail (raw->path, error, _("it has %" PRId64 " dimensions"), n_dimensions);

  self->n_volumes = 1;
  for (guint n = 1; n <= 7; n++)
    {
      gint64 size = n <= n_dimensions ? get_dim (raw, n) : 1;

      if (size < 1 || size > (gint64) RIM_GRID_MAX_SIZE)
        return fail (raw->path, error, _("its size along axis %u is %" PRId64), n, size);
      if (n <= 3)
        self->grid.size[n - 1] = (guint) size;
      else if (self->n_volumes > RIM_GRID_MAX_VOXELS / (guint64) size)
        return fail (raw->path, error, _("it has absurdly many volumes"));
      else
        self->n_volumes *= (guint64) size;
    }

  if (self->n_volumes > 1)
    g_ptr_array_add (self->warnings,
                     g_strdup_printf (_("The file has %" PRIu64 " volumes; the first was read."),
                                      self->n_volumes));

  return TRUE;
}

/* Millimetres to a unit of length: the low three bits of xyzt_units. */
static double
get_unit_of_length (const Raw *raw)
{
  int code = raw->version == 1 ? raw->bytes[raw->layout->units] : get_code (raw, raw->layout->units);

  switch (code & 7)
    {
    case 1:
      return 1000.0;

    case 3:
      return 0.001;

    default:
      return 1.0;
    }
}

static void
get_spacing (const Raw *raw,
             double     spacing[3])
{
  for (guint n = 0; n < 3; n++)
    {
      spacing[n] = fabs (get_real (raw, raw->layout->pixdim, n + 1));
      if (!(spacing[n] > 0.0) || !isfinite (spacing[n]))
        spacing[n] = 1.0;
    }
}

static void
read_sform (const Raw *raw,
            RimAffine *ras)
{
  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      ras->m[row][column] = get_real (raw, raw->layout->srow, row * 4 + column);
}

/* The columns of an sform are rounded to floats one number at a time, so that their
 * lengths say the size of a voxel less well than pixdim does. ITK takes directions
 * from the one and sizes from the other.
 */
static void
set_lengths (const Raw *raw,
             RimAffine *ras)
{
  double spacing[3];

  get_spacing (raw, spacing);
  for (guint axis = 0; axis < 3; axis++)
    {
      RimVec3 column = rim_affine_get_column (ras, axis);
      double length = rim_vec3_length (column);

      if (fabs (length - spacing[axis]) <= LENGTH_TOLERANCE * length && length > 0.0)
        rim_affine_set_column (ras, axis, rim_vec3_scale (column, spacing[axis] / length));
    }
}

static gboolean
read_qform (const Raw *raw,
            RimAffine *ras)
{
  double quaternion[3];
  double offset[3];
  double spacing[3];

  for (guint n = 0; n < 3; n++)
    {
      quaternion[n] = get_real (raw, raw->layout->quaternion, n);
      offset[n] = get_real (raw, raw->layout->offset, n);
    }
  get_spacing (raw, spacing);

  return rim_nifti_quaternion_to_affine (quaternion, offset, spacing,
                                         get_real (raw, raw->layout->pixdim, 0) < 0.0, ras);
}

/* Method 1 of nifti1.h: a size of voxel and nothing else. */
static void
read_spacing_only (const Raw *raw,
                   RimAffine *ras)
{
  double spacing[3];

  get_spacing (raw, spacing);
  rim_affine_init_identity (ras);
  for (guint n = 0; n < 3; n++)
    ras->m[n][n] = spacing[n];
}

/* From RAS in the file's unit of length to LPS in mm. */
static gboolean
set_affine (RimNiftiHeader  *self,
            const RimAffine *ras,
            double           unit)
{
  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      self->grid.to_patient.m[row][column] = ras->m[row][column] * (row < 2 ? -unit : unit) + 0.0;

  return rim_grid_is_valid (&self->grid);
}

static gboolean
read_affine (const Raw       *raw,
             RimNiftiHeader  *self,
             GError         **error)
{
  double unit = get_unit_of_length (raw);
  gboolean has_sform = get_code (raw, raw->layout->sform_code) > 0;
  gboolean has_qform = get_code (raw, raw->layout->qform_code) > 0;
  RimAffine ras;

  if (has_sform)
    {
      read_sform (raw, &ras);
      set_lengths (raw, &ras);
      if (set_affine (self, &ras, unit))
        return TRUE;
      g_ptr_array_add (self->warnings, g_strdup (_("The sform is no geometry and was ignored.")));
    }
  if (has_qform && read_qform (raw, &ras) && set_affine (self, &ras, unit))
    return TRUE;

  g_ptr_array_add (self->warnings,
                   g_strdup (_("The file does not say how it is oriented; right, anterior and superior were assumed.")));
  read_spacing_only (raw, &ras);
  if (set_affine (self, &ras, unit))
    return TRUE;

  return fail (raw->path, error, _("its size or the size of its voxels is absurd"));
}

static gboolean
read_voxel_offset (const Raw       *raw,
                   RimNiftiHeader  *self,
                   GError         **error)
{
  gsize at = raw->layout->voxel_offset;
  double offset = raw->version == 1 ? get_real (raw, at, 0) : (double) get_int (raw, at, 8);

  if (!(offset >= 0.0 && offset <= 1e9))
    return fail (raw->path, error, _("its voxels begin at an absurd place"));

  /* Some writers leave it 0 although the header comes first. */
  self->voxel_offset = (guint64) offset;
  if (!self->is_pair && self->voxel_offset < raw->layout->length)
    self->voxel_offset = raw->layout->length + 4;

  return TRUE;
}

static void
read_rescale (const Raw      *raw,
              RimNiftiHeader *self)
{
  double slope = get_real (raw, raw->layout->slope, 0);
  double intercept = get_real (raw, raw->layout->intercept, 0);

  self->rescale = (RimRescale) { 1.0, 0.0 };
  if (isfinite (slope) && slope != 0.0)
    self->rescale = (RimRescale) { slope, isfinite (intercept) ? intercept : 0.0 };
}

static void
read_unit (const Raw      *raw,
           RimNiftiHeader *self)
{
  g_autofree char *name = g_strndup ((const char *) raw->bytes + raw->layout->intent_name, 16);

  self->unit = RIM_UNIT_STORED;
  if (get_code (raw, raw->layout->intent_code) == 0 && *name != '\0')
    rim_unit_from_id (name, &self->unit);
}

/**
 * rim_nifti_header_read:
 * @reader: a reader at the beginning of a file
 * @error: where to put an error
 *
 * Reads a header of NIfTI-1 or NIfTI-2 in either byte order. The sform counts
 * where its code says that there is one, then the qform, then the size of the
 * voxels alone.
 *
 * Returns: (transfer full): the header
 */
RimNiftiHeader *
rim_nifti_header_read (RimReader  *reader,
                       GError    **error)
{
  g_autoptr(RimNiftiHeader) self = g_new0 (RimNiftiHeader, 1);
  Raw raw = { 0 };

  self->warnings = g_ptr_array_new_with_free_func (g_free);
  if (!read_raw (reader, &raw, error) ||
      !read_magic (&raw, self, error) ||
      !read_type (&raw, self, error) ||
      !read_size (&raw, self, error) ||
      !read_affine (&raw, self, error) ||
      !read_voxel_offset (&raw, self, error))
    return NULL;

  read_rescale (&raw, self);
  read_unit (&raw, self);

  return g_steal_pointer (&self);
}

void
rim_nifti_header_free (RimNiftiHeader *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static void
put_int (Raw    *raw,
         gsize   at,
         gint64  value,
         gsize   size)
{
  gint16 two = (gint16) value;
  gint32 four = (gint32) value;

  memcpy (raw->bytes + at,
          size == 2 ? (gconstpointer) &two : size == 4 ? (gconstpointer) &four : (gconstpointer) &value, size);
}

static void
put_real (Raw    *raw,
          gsize   at,
          guint   n,
          double  value)
{
  float single = (float) value;

  if (raw->version == 1)
    memcpy (raw->bytes + at + n * sizeof single, &single, sizeof single);
  else
    memcpy (raw->bytes + at + n * sizeof value, &value, sizeof value);
}

static void
put_code (Raw   *raw,
          gsize  at,
          int    value)
{
  put_int (raw, at, value, raw->version == 1 ? 2 : 4);
}

static void
put_type (Raw          *raw,
          RimVoxelType  type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!types[i].supported || types[i].type != type)
        continue;
      put_int (raw, raw->layout->datatype, types[i].code, 2);
      put_int (raw, raw->layout->bitpix, (gint64) types[i].size * 8, 2);
      return;
    }
}

static void
put_size (Raw           *raw,
          const RimGrid *grid)
{
  gsize size = raw->version == 1 ? 2 : 8;

  put_int (raw, raw->layout->dim, 3, size);
  for (guint n = 1; n <= 7; n++)
    put_int (raw, raw->layout->dim + n * size, n <= 3 ? grid->size[n - 1] : 1, size);
}

/* A quaternion cannot hold a sheared grid, so its code is 0 unless it says the
 * same as the sform to a hundredth of a voxel.
 */
static void
put_affine (Raw           *raw,
            const RimGrid *grid)
{
  RimAffine ras = grid->to_patient;
  RimNiftiHeader check = { .grid = *grid };
  double quaternion[3];
  gboolean flip;

  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      {
        ras.m[row][column] = (row < 2 ? -1.0 : 1.0) * grid->to_patient.m[row][column] + 0.0;
        put_real (raw, raw->layout->srow, row * 4 + column, ras.m[row][column]);
      }

  rim_nifti_affine_to_quaternion (&ras, quaternion, &flip);
  put_real (raw, raw->layout->pixdim, 0, flip ? -1.0 : 1.0);
  for (guint n = 0; n < 3; n++)
    {
      put_real (raw, raw->layout->pixdim, n + 1, rim_grid_get_spacing (grid, n));
      put_real (raw, raw->layout->quaternion, n, quaternion[n]);
      put_real (raw, raw->layout->offset, n, ras.m[n][3]);
    }
  for (guint n = 4; n <= 7; n++)
    put_real (raw, raw->layout->pixdim, n, 1.0);

  put_code (raw, raw->layout->sform_code, 1);
  if (read_qform (raw, &ras) && set_affine (&check, &ras, 1.0) &&
      rim_grid_equal (grid, &check.grid, 0.01))
    put_code (raw, raw->layout->qform_code, 1);
}

static void
put_magic (Raw      *raw,
           gboolean  is_pair)
{
  char *magic = (char *) raw->bytes + raw->layout->magic;

  put_int (raw, 0, (gint64) raw->layout->length, 4);
  magic[0] = 'n';
  magic[1] = is_pair ? 'i' : '+';
  magic[2] = raw->version == 1 ? '1' : '2';
  if (raw->version == 2)
    memcpy (magic + 4, "\r\n\032\n", 4);
  else
    raw->bytes[38] = 'r';
}

/* The four bytes after the header, and one extension, padded to 16 bytes. */
static void
append_extension (GByteArray *bytes,
                  const char *extension)
{
  static const guint8 zeros[16];
  guint8 flag[4] = { extension != NULL, 0, 0, 0 };
  guint32 length = extension != NULL ? (guint32) strlen (extension) : 0;
  gint32 start[2] = { (gint32) ((length + 8 + 15) / 16 * 16), 30 };

  g_byte_array_append (bytes, flag, sizeof flag);
  if (extension == NULL)
    return;

  g_byte_array_append (bytes, (const guint8 *) start, sizeof start);
  g_byte_array_append (bytes, (const guint8 *) extension, length);
  g_byte_array_append (bytes, zeros, (guint) start[0] - 8 - length);
}

/**
 * rim_nifti_header_make:
 * @grid: where the voxels lie
 * @type: how they are stored
 * @rescale: what they mean
 * @unit: kept in the intent's name
 * @is_pair: whether the voxels go to a file of their own
 * @extension: (nullable): an XML of labels' names
 *
 * Makes a header of NIfTI-1, or of NIfTI-2 when the size asks for it, in the
 * byte order of the machine, with sform and qform.
 *
 * Returns: (transfer full): all the bytes before the voxels
 */
GByteArray *
rim_nifti_header_make (const RimGrid *grid,
                       RimVoxelType   type,
                       RimRescale     rescale,
                       RimUnit        unit,
                       gboolean       is_pair,
                       const char    *extension)
{
  gboolean large = MAX (grid->size[0], MAX (grid->size[1], grid->size[2])) > G_MAXINT16;
  Raw raw = { .version = large ? 2 : 1, .layout = &layouts[large ? 1 : 0] };
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr(GByteArray) tail = g_byte_array_new ();

  append_extension (tail, extension);
  put_magic (&raw, is_pair);
  put_size (&raw, grid);
  put_type (&raw, type);
  put_affine (&raw, grid);
  put_real (&raw, raw.layout->slope, 0, rescale.slope);
  put_real (&raw, raw.layout->intercept, 0, rescale.intercept);
  if (large)
    put_int (&raw, raw.layout->units, 2, 4);
  else
    raw.bytes[raw.layout->units] = 2;
  if (unit != RIM_UNIT_STORED)
    {
      g_strlcpy ((char *) raw.bytes + raw.layout->intent_name, rim_unit_get_id (unit), 16);
      g_strlcpy ((char *) raw.bytes + raw.layout->description, rim_unit_get_id (unit), 80);
    }
  if (!is_pair && large)
    put_int (&raw, raw.layout->voxel_offset, (gint64) (raw.layout->length + tail->len), 8);
  else if (!is_pair)
    put_real (&raw, raw.layout->voxel_offset, 0, (double) (raw.layout->length + tail->len));

  g_byte_array_append (bytes, raw.bytes, (guint) raw.layout->length);
  g_byte_array_append (bytes, tail->data, tail->len);

  return bytes;
}
