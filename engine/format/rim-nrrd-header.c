/* rim-nrrd-header.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-nrrd-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rim-image.h"

#define MAX_HEADER (16u << 20)
#define MAX_AXES 4

static const RimNrrdType types[] = {
  { "unsigned char", RIM_VOXEL_UINT8, 1 },
  { "uchar", RIM_VOXEL_UINT8, 1 },
  { "uint8", RIM_VOXEL_UINT8, 1 },
  { "uint8_t", RIM_VOXEL_UINT8, 1 },
  { "signed char", RIM_VOXEL_INT8, 1 },
  { "int8", RIM_VOXEL_INT8, 1 },
  { "int8_t", RIM_VOXEL_INT8, 1 },
  { "short", RIM_VOXEL_INT16, 2 },
  { "short int", RIM_VOXEL_INT16, 2 },
  { "signed short", RIM_VOXEL_INT16, 2 },
  { "signed short int", RIM_VOXEL_INT16, 2 },
  { "int16", RIM_VOXEL_INT16, 2 },
  { "int16_t", RIM_VOXEL_INT16, 2 },
  { "unsigned short", RIM_VOXEL_UINT16, 2 },
  { "ushort", RIM_VOXEL_UINT16, 2 },
  { "unsigned short int", RIM_VOXEL_UINT16, 2 },
  { "uint16", RIM_VOXEL_UINT16, 2 },
  { "uint16_t", RIM_VOXEL_UINT16, 2 },
  { "int", RIM_VOXEL_INT32, 4 },
  { "signed int", RIM_VOXEL_INT32, 4 },
  { "int32", RIM_VOXEL_INT32, 4 },
  { "int32_t", RIM_VOXEL_INT32, 4 },
  { "unsigned int", RIM_VOXEL_UINT32, 4 },
  { "uint", RIM_VOXEL_UINT32, 4 },
  { "uint32", RIM_VOXEL_UINT32, 4 },
  { "uint32_t", RIM_VOXEL_UINT32, 4 },
  { "float", RIM_VOXEL_FLOAT, 4 },
  { "double", RIM_VOXEL_DOUBLE, 8 },
  { "long long", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "longlong", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "long long int", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "signed long long", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "int64", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "int64_t", RIM_VOXEL_DOUBLE, 8, TRUE, TRUE },
  { "unsigned long long", RIM_VOXEL_DOUBLE, 8, TRUE, FALSE },
  { "ulonglong", RIM_VOXEL_DOUBLE, 8, TRUE, FALSE },
  { "uint64", RIM_VOXEL_DOUBLE, 8, TRUE, FALSE },
  { "uint64_t", RIM_VOXEL_DOUBLE, 8, TRUE, FALSE },
};

static const struct
{
  const char *name;
  RimVec3     to_lps;
} spaces[] = {
  { "left-posterior-superior", { 1, 1, 1 } },
  { "LPS", { 1, 1, 1 } },
  { "right-anterior-superior", { -1, -1, 1 } },
  { "RAS", { -1, -1, 1 } },
  { "left-anterior-superior", { 1, -1, 1 } },
  { "LAS", { 1, -1, 1 } },
};

/* What the fields say before it is put together. */
typedef struct
{
  const char    *path;
  RimNrrdHeader *header;
  GHashTable    *fields;    /* in small letters, without spaces */
  guint          n_axes;
  guint          sizes[MAX_AXES];
  gboolean       is_space[MAX_AXES];
  RimVec3        directions[MAX_AXES];
} Parser;

G_GNUC_PRINTF (3, 4)
static gboolean
fail (Parser      *self,
      GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, RIM_FORMAT_ERROR, RIM_FORMAT_ERROR_DAMAGED, "%s: %s", self->path, reason);

  return FALSE;
}

static void
warn (Parser     *self,
      const char *text)
{
  g_ptr_array_add (self->header->warnings, g_strdup (text));
}

/* "data file" and "datafile" are one field. */
static char *
make_field_name (const char *text,
                 gsize       length)
{
  GString *name = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]))
        g_string_append_c (name, g_ascii_tolower (text[i]));
    }

  return g_string_free (name, FALSE);
}

static void
parse_line (Parser *self,
            char   *line)
{
  char *key = strstr (line, ":=");
  char *field = strstr (line, ": ");

  if (line[0] == '#')
    return;

  if (field == NULL && key == NULL && g_str_has_suffix (line, ":"))
    field = line + strlen (line) - 1;

  if (key != NULL && (field == NULL || key < field))
    g_hash_table_replace (self->header->keys, g_strndup (line, (gsize) (key - line)), g_strdup (key + 2));
  else if (field != NULL)
    g_hash_table_replace (self->fields, make_field_name (line, (gsize) (field - line)),
                          g_strstrip (g_strdup (field + 1)));
}

static gboolean
read_lines (Parser     *self,
            RimReader  *reader,
            GError    **error)
{
  g_autofree char *magic = rim_reader_read_line (reader, 16);
  char *line;

  if (magic == NULL || strlen (magic) < 8 || !g_str_has_prefix (magic, "NRRD000"))
    return fail (self, error, _("not a NRRD file"));

  while ((line = rim_reader_read_line (reader, MAX_HEADER)) != NULL)
    {
      gboolean last = *line == '\0';

      if (!last)
        parse_line (self, line);
      g_free (line);
      if (last)
        break;
      if (rim_reader_get_offset (reader) > (goffset) MAX_HEADER)
        return fail (self, error, _("its header does not end"));
    }
  self->header->data_offset = rim_reader_get_offset (reader);

  return TRUE;
}

static const char *
get_field (Parser     *self,
           const char *name)
{
  return g_hash_table_lookup (self->fields, name);
}

static gboolean
parse_type (Parser  *self,
            GError **error)
{
  const char *name = get_field (self, "type");
  RimVoxelLayout *layout = &self->header->layout;

  if (name == NULL)
    return fail (self, error, _("it does not say the type of its voxels"));

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_ascii_strcasecmp (name, types[i].name) != 0)
        continue;
      layout->type = types[i].type;
      layout->item_size = types[i].size;
      layout->whole = types[i].whole;
      layout->is_signed = types[i].is_signed;
      return TRUE;
    }

  return fail (self, error, _("voxels of type “%s” are not supported"), name);
}

static gboolean
parse_whole (const char *text,
             gint64      low,
             gint64      high,
             gint64     *value)
{
  return g_ascii_string_to_signed (text, 10, low, high, value, NULL);
}

static gboolean
parse_sizes (Parser  *self,
             GError **error)
{
  const char *dimension = get_field (self, "dimension");
  const char *text = get_field (self, "sizes");
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t", -1);
  gint64 n_axes;

  if (dimension == NULL || !parse_whole (dimension, 1, 16, &n_axes))
    return fail (self, error, _("it does not say how many dimensions it has"));
  if (n_axes < 3 || n_axes > MAX_AXES)
    return fail (self, error, _("it has %d dimensions; 3 and 4 are supported"), (int) n_axes);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 size;

      if (*words[i] == '\0')
        continue;
      if (self->n_axes == (guint) n_axes || !parse_whole (words[i], 1, RIM_GRID_MAX_SIZE, &size))
        return fail (self, error, _("its sizes, “%s”, are absurd"), text);
      self->sizes[self->n_axes++] = (guint) size;
    }

  return self->n_axes == (guint) n_axes || fail (self, error, _("it does not say its size along every axis"));
}

/* Reads "(a,b,c)" or "none" and goes behind it. */
static gboolean
read_vector (const char **cursor,
             gboolean    *is_none,
             RimVec3     *vector)
{
  double parts[3];
  const char *c = *cursor;
  char *end;

  while (g_ascii_isspace (*c))
    c++;
  *is_none = g_str_has_prefix (c, "none");
  if (*is_none)
    {
      *cursor = c + 4;
      return TRUE;
    }
  if (*c++ != '(')
    return FALSE;

  for (guint n = 0; n < 3; n++)
    {
      parts[n] = g_ascii_strtod (c, &end);
      if (end == c)
        return FALSE;
      for (c = end; g_ascii_isspace (*c); c++)
        ;
      if (*c++ != (n < 2 ? ',' : ')'))
        return FALSE;
    }

  *vector = RIM_VEC3 (parts[0], parts[1], parts[2]);
  *cursor = c;

  return TRUE;
}

static gboolean
parse_directions (Parser      *self,
                  const char  *text,
                  GError     **error)
{
  const char *cursor = text;

  for (guint n = 0; n < self->n_axes; n++)
    {
      gboolean is_none;

      if (!read_vector (&cursor, &is_none, &self->directions[n]))
        return fail (self, error, _("its space directions, “%s”, cannot be read"), text);
      self->is_space[n] = !is_none;
    }

  return TRUE;
}

static gboolean
is_space_kind (const char *kind)
{
  return g_ascii_strcasecmp (kind, "domain") == 0 || g_ascii_strcasecmp (kind, "space") == 0;
}

/* Without directions: the last axis of four is another image, unless the kinds
 * say that it is the first.
 */
static void
guess_directions (Parser *self)
{
  const char *kinds = get_field (self, "kinds");
  const char *spacings = get_field (self, "spacings");
  g_auto(GStrv) kind = g_strsplit_set (kinds != NULL ? kinds : "", " \t", -1);
  g_auto(GStrv) spacing = g_strsplit_set (spacings != NULL ? spacings : "", " \t", -1);
  gboolean first = self->n_axes == 4 && kind[0] != NULL && !is_space_kind (kind[0]);
  gboolean more = TRUE;
  guint axis = 0;

  warn (self, _("The file does not say how it is oriented; left, posterior and superior were assumed."));
  for (guint n = 0; n < self->n_axes; n++)
    {
      double length = 1.0;

      more = more && spacing[n] != NULL;
      if (more)
        length = fabs (g_ascii_strtod (spacing[n], NULL));
      if (!(length > 0.0) || !isfinite (length))
        length = 1.0;
      self->is_space[n] = axis < 3 && !(first && n == 0);
      if (!self->is_space[n])
        continue;
      self->directions[n] = RIM_VEC3 (axis == 0 ? length : 0.0, axis == 1 ? length : 0.0, axis == 2 ? length : 0.0);
      axis++;
    }
}

static gboolean
parse_space (Parser   *self,
             RimVec3  *to_lps,
             GError  **error)
{
  const char *name = get_field (self, "space");
  const char *units = get_field (self, "spaceunits");

  *to_lps = RIM_VEC3 (1, 1, 1);
  if (units != NULL && strstr (units, "\"mm\"") == NULL)
    warn (self, _("The unit of length is not mm; the numbers were read as mm."));
  if (name == NULL)
    {
      if (get_field (self, "spacedirections") != NULL)
        warn (self, _("The file does not name its space; left, posterior and superior were assumed."));
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      if (g_ascii_strcasecmp (name, spaces[i].name) != 0)
        continue;
      *to_lps = spaces[i].to_lps;
      return TRUE;
    }

  return fail (self, error, _("its space “%s” is not supported"), name);
}

static gboolean
parse_origin (Parser   *self,
              RimVec3  *origin,
              GError  **error)
{
  const char *text = get_field (self, "spaceorigin");
  const char *cursor = text;
  gboolean is_none = FALSE;

  *origin = RIM_VEC3 (0, 0, 0);
  if (text == NULL)
    {
      if (get_field (self, "space") != NULL)
        warn (self, _("The file does not say where its first voxel lies; 0, 0, 0 was assumed."));
      return TRUE;
    }
  if (!read_vector (&cursor, &is_none, origin) || is_none)
    return fail (self, error, _("its space origin, “%s”, cannot be read"), text);

  return TRUE;
}

static RimVec3
to_lps (RimVec3 v,
        RimVec3 signs)
{
  return RIM_VEC3 (v.x * signs.x + 0.0, v.y * signs.y + 0.0, v.z * signs.z + 0.0);
}

/* Puts the three axes of space into the grid and the fourth into layers. */
static gboolean
arrange_axes (Parser   *self,
              RimVec3   signs,
              RimVec3   origin,
              GError  **error)
{
  RimNrrdHeader *header = self->header;
  guint axis = 0;

  header->n_layers = 1;
  for (guint n = 0; n < self->n_axes; n++)
    {
      if (self->is_space[n] && axis < 3)
        {
          header->grid.size[axis] = self->sizes[n];
          rim_affine_set_column (&header->grid.to_patient, axis++, to_lps (self->directions[n], signs));
        }
      else if (!self->is_space[n] && (n == 0 || n == 3))
        {
          header->n_layers = self->sizes[n];
          header->interleaved = n == 0;
        }
      else
        {
          return fail (self, error, _("its axes are not three of space and at most one more, first or last"));
        }
    }
  rim_affine_set_column (&header->grid.to_patient, 3, to_lps (origin, signs));

  if (axis < 3 || !rim_grid_is_valid (&header->grid))
    return fail (self, error, _("its size or the size of its voxels is absurd"));

  return TRUE;
}

static gboolean
check_kinds (Parser  *self,
             GError **error)
{
  const char *kinds = get_field (self, "kinds");
  g_auto(GStrv) kind = g_strsplit_set (kinds != NULL ? kinds : "", " \t", -1);

  for (guint n = 0; kind[n] != NULL; n++)
    {
      if (strstr (kind[n], "color") != NULL || strstr (kind[n], "vector") != NULL ||
          strstr (kind[n], "complex") != NULL || strstr (kind[n], "matrix") != NULL ||
          strstr (kind[n], "quaternion") != NULL || strstr (kind[n], "gradient") != NULL ||
          strstr (kind[n], "normal") != NULL)
        return fail (self, error, _("voxels that are a %s are not supported"), kind[n]);
    }

  return TRUE;
}

static gboolean
parse_geometry (Parser  *self,
                GError **error)
{
  const char *directions = get_field (self, "spacedirections");
  RimVec3 signs;
  RimVec3 origin;

  if (!check_kinds (self, error) || !parse_space (self, &signs, error) || !parse_origin (self, &origin, error))
    return FALSE;

  if (directions == NULL)
    guess_directions (self);
  else if (!parse_directions (self, directions, error))
    return FALSE;

  return arrange_axes (self, signs, origin, error);
}

static gboolean
parse_encoding (Parser  *self,
                GError **error)
{
  const char *name = get_field (self, "encoding");
  const char *endian = get_field (self, "endian");
  RimNrrdHeader *header = self->header;
  const char *texts[] = { "ascii", "text", "txt", NULL };
  const char *gzips[] = { "gzip", "gz", NULL };
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  if (lower == NULL)
    return fail (self, error, _("it does not say how its voxels are encoded"));

  header->encoding = RIM_READER_RAW;
  if (g_strv_contains (gzips, lower))
    header->encoding = RIM_READER_GZIP;
  else if (g_strv_contains (texts, lower))
    header->layout.text = TRUE;
  else if (strcmp (lower, "raw") != 0)
    return fail (self, error, _("the encoding “%s” is not supported"), name);

  if (header->layout.item_size == 1 || header->layout.text)
    return TRUE;
  if (endian == NULL || (g_ascii_strcasecmp (endian, "little") != 0 && g_ascii_strcasecmp (endian, "big") != 0))
    return fail (self, error, _("it does not say the byte order of its voxels"));
  header->layout.swapped = (g_ascii_strcasecmp (endian, "big") == 0) == (G_BYTE_ORDER == G_LITTLE_ENDIAN);

  return TRUE;
}

static gboolean
parse_data_file (Parser  *self,
                 GError **error)
{
  const char *name = get_field (self, "datafile");
  const char *lines = get_field (self, "lineskip");
  const char *bytes = get_field (self, "byteskip");
  RimNrrdHeader *header = self->header;
  gint64 line_skip = 0;

  if ((lines != NULL && !parse_whole (lines, 0, G_MAXINT32, &line_skip)) ||
      (bytes != NULL && !parse_whole (bytes, -1, G_MAXINT64 / 2, &header->byte_skip)))
    return fail (self, error, _("it does not say where its voxels begin"));
  header->line_skip = (guint64) line_skip;
  if (name == NULL)
    return TRUE;

  if (g_str_has_prefix (name, "LIST") || strchr (name, '%') != NULL)
    return fail (self, error, _("voxels in several files are not supported"));

  if (g_path_is_absolute (name))
    {
      header->data_path = g_strdup (name);
    }
  else
    {
      g_autofree char *folder = g_path_get_dirname (self->path);

      header->data_path = g_build_filename (folder, name, NULL);
    }

  return TRUE;
}

static gboolean
parse (Parser     *self,
       RimReader  *reader,
       GError    **error)
{
  RimNrrdHeader *header = self->header;
  const char *unit;

  if (!read_lines (self, reader, error) || !parse_type (self, error) ||
      !parse_sizes (self, error) || !parse_geometry (self, error) ||
      !parse_encoding (self, error) || !parse_data_file (self, error))
    return FALSE;

  header->layout.n_layers = header->interleaved ? header->n_layers : 1;
  unit = g_hash_table_lookup (header->keys, "rimlight_unit");
  header->unit = RIM_UNIT_STORED;
  if (unit != NULL)
    rim_unit_from_id (unit, &header->unit);

  return TRUE;
}

/**
 * rim_nrrd_header_read:
 * @path: a .nrrd or a .nhdr
 * @error: where to put an error
 *
 * Returns: (transfer full): its header, as teem's definition of the format has it
 */
RimNrrdHeader *
rim_nrrd_header_read (const char  *path,
                      GError     **error)
{
  g_autoptr(RimReader) reader = rim_reader_open (path, 0, RIM_READER_RAW, error);
  g_autoptr(RimNrrdHeader) header = NULL;
  g_autoptr(GHashTable) fields = NULL;
  Parser parser = { .path = path };

  if (reader == NULL)
    return NULL;

  header = g_new0 (RimNrrdHeader, 1);
  header->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  header->warnings = g_ptr_array_new_with_free_func (g_free);
  fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  parser.header = header;
  parser.fields = fields;
  if (!parse (&parser, reader, error))
    return NULL;

  return g_steal_pointer (&header);
}

void
rim_nrrd_header_free (RimNrrdHeader *self)
{
  if (self == NULL)
    return;

  g_free (self->data_path);
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

static void
append_vector (GString *text,
               RimVec3  v)
{
  char number[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, " (%s,%s,%s)",
                          g_ascii_dtostr (number[0], sizeof number[0], v.x),
                          g_ascii_dtostr (number[1], sizeof number[1], v.y),
                          g_ascii_dtostr (number[2], sizeof number[2], v.z));
}

const char *
rim_nrrd_type_to_name (RimVoxelType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (types[i].type == type)
        return types[i].name;
    }

  return NULL;
}

/* All but the empty line at its end. */
GString *
rim_nrrd_header_make (const RimGrid *grid,
                      RimVoxelType   type,
                      gboolean       gzip,
                      const char    *data_file)
{
  GString *text = g_string_new ("NRRD0004\n");

  g_string_append_printf (text, "type: %s\ndimension: 3\nspace: left-posterior-superior\n",
                          rim_nrrd_type_to_name (type));
  g_string_append_printf (text, "sizes: %u %u %u\nspace directions:",
                          grid->size[0], grid->size[1], grid->size[2]);
  for (guint axis = 0; axis < 3; axis++)
    append_vector (text, rim_affine_get_column (&grid->to_patient, axis));
  g_string_append_printf (text, "\nkinds: domain domain domain\nendian: %s\nencoding: %s\nspace origin:",
                          G_BYTE_ORDER == G_LITTLE_ENDIAN ? "little" : "big", gzip ? "gzip" : "raw");
  append_vector (text, rim_affine_get_column (&grid->to_patient, 3));
  g_string_append_c (text, '\n');
  if (data_file != NULL)
    g_string_append_printf (text, "data file: %s\n", data_file);

  return text;
}
