/* rim-map-cache-file.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-cache-private.h"

#include <libdeflate.h>
#include <string.h>

/* A file is a header, a body that is deflated and SHA-256 of both. Numbers have the byte
 * order of the machine that wrote them, and no other machine knows the magic number.
 * Bytes of equal weight stand together, for those of the highest weight hardly differ.
 */
#define MAGIC        G_GUINT64_CONSTANT (0x31504d474c4d4952)
#define SUM_SIZE     32
#define LEVEL        4
#define MAX_DEFLATED 1032

typedef struct
{
  guint64 magic;
  guint8  key[RIM_MAP_KEY_SIZE];
  guint64 body_length;         /* before it was deflated */
  guint64 n_voxels;
  RimGrid grid;
  guint32 box[6];
} Header;

G_STATIC_ASSERT (sizeof (Header) == 8 + RIM_MAP_KEY_SIZE + 16 + sizeof (RimGrid) + 24);
G_STATIC_ASSERT (sizeof (RimGrid) == 16 + 12 * sizeof (double));

static void
make_sum (gconstpointer  bytes,
          gsize          length,
          guint8        *sum)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = SUM_SIZE;

  g_checksum_update (checksum, bytes, (gssize) length);
  g_checksum_get_digest (checksum, sum, &size);
}

static gsize
get_bits_length (const RimGrid *box)
{
  return (rim_grid_get_n_voxels (box) + 7) / 8;
}

static guint8 *
make_body (const RimStoredMap *map,
           gsize              *length)
{
  const RimRegion *region = map->region;
  const gsize n = region->n_voxels;
  const gsize n_bits = get_bits_length (&region->grid);
  guint8 *body = g_malloc0 (n_bits + 4 * n);

  for (gsize v = 0; v < rim_grid_get_n_voxels (&region->grid); v++)
    body[v / 8] |= (guint8) (region->inside[v] << v % 8);
  for (gsize v = 0; v < n; v++)
    {
      guint32 bits;

      memcpy (&bits, &map->values[v], 4);
      for (guint b = 0; b < 4; b++)
        body[n_bits + b * n + v] = (guint8) (bits >> 8 * b);
    }
  *length = n_bits + 4 * n;

  return body;
}

static void
init_header (Header             *header,
             const RimStoredMap *map,
             const guint8       *key)
{
  memset (header, 0, sizeof *header);
  header->magic = MAGIC;
  memcpy (header->key, key, RIM_MAP_KEY_SIZE);
  header->n_voxels = map->region->n_voxels;
  for (guint axis = 0; axis < 3; axis++)
    {
      header->grid.size[axis] = map->grid.size[axis];
      header->box[axis] = map->region->box.min[axis];
      header->box[axis + 3] = map->region->box.max[axis];
    }
  header->grid.to_patient = map->grid.to_patient;
}

/**
 * rim_map_file_encode:
 * @map: a map
 * @key: (array fixed-size=32): what it is of
 *
 * Returns: (transfer full): its file
 */
GBytes *
rim_map_file_encode (const RimStoredMap *map,
                     const guint8       *key)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (LEVEL);
  gsize length;
  g_autofree guint8 *body = make_body (map, &length);
  const gsize bound = libdeflate_deflate_compress_bound (compressor, length);
  guint8 *file = g_malloc (sizeof (Header) + bound + SUM_SIZE);
  Header header;
  gsize end = sizeof header;

  init_header (&header, map, key);
  header.body_length = length;
  memcpy (file, &header, sizeof header);
  end += libdeflate_deflate_compress (compressor, body, length, file + end, bound);
  libdeflate_free_compressor (compressor);
  make_sum (file, end, file + end);

  return g_bytes_new_take (file, end + SUM_SIZE);
}

static gboolean
is_sound (const Header *header,
          RimBox       *box,
          RimGrid      *box_grid)
{
  const RimGrid *grid = &header->grid;
  gsize n_box;

  if (!rim_grid_is_valid (grid))
    return FALSE;

  for (guint axis = 0; axis < 3; axis++)
    {
      box->min[axis] = header->box[axis];
      box->max[axis] = header->box[axis + 3];
      if (box->min[axis] >= box->max[axis] || box->max[axis] > grid->size[axis])
        return FALSE;
    }

  rim_grid_crop (grid, box, box_grid);
  n_box = rim_grid_get_n_voxels (box_grid);

  return header->n_voxels > 0 && header->n_voxels <= n_box &&
         header->body_length == get_bits_length (box_grid) + 4 * header->n_voxels;
}

static RimRegion *
make_region (const Header  *header,
             const RimBox  *box,
             const RimGrid *box_grid,
             const guint8  *bits)
{
  const gsize n = rim_grid_get_n_voxels (box_grid);
  g_autofree guint8 *inside = g_malloc (n);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimRegion) region = NULL;

  for (gsize v = 0; v < n; v++)
    inside[v] = bits[v / 8] >> v % 8 & 1;
  mask = rim_mask_new_from_box (&header->grid, box, inside);
  region = rim_region_new (mask);

  return region != NULL && region->n_voxels == header->n_voxels && memcmp (&region->box, box, sizeof *box) == 0
         ? g_steal_pointer (&region) : NULL;
}

static float *
make_values (const guint8 *planes,
             gsize         n)
{
  float *values = g_new (float, n);

  for (gsize v = 0; v < n; v++)
    {
      guint32 bits = 0;

      for (guint b = 0; b < 4; b++)
        bits |= (guint32) planes[b * n + v] << 8 * b;
      memcpy (&values[v], &bits, 4);
    }

  return values;
}

static guint8 *
inflate (const guint8 *bytes,
         gsize         length,
         gsize         body_length)
{
  g_autofree guint8 *body = body_length / MAX_DEFLATED <= length ? g_try_malloc (body_length) : NULL;
  struct libdeflate_decompressor *decompressor;
  gboolean done;

  if (body == NULL)
    return NULL;

  decompressor = libdeflate_alloc_decompressor ();
  done = libdeflate_deflate_decompress (decompressor, bytes, length, body, body_length, NULL) == LIBDEFLATE_SUCCESS;
  libdeflate_free_decompressor (decompressor);

  return done ? g_steal_pointer (&body) : NULL;
}

/**
 * rim_map_file_decode:
 * @file: any bytes
 * @key: (array fixed-size=32): of which map they should be
 *
 * Returns: (transfer full) (nullable): the map, where they are all of its file
 */
RimStoredMap *
rim_map_file_decode (GBytes       *file,
                     const guint8 *key)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file, &length);
  g_autofree guint8 *body = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimStoredMap *map;
  RimGrid box_grid;
  RimBox box;
  Header header;
  guint8 sum[SUM_SIZE];

  if (length < sizeof header + SUM_SIZE)
    return NULL;

  memcpy (&header, bytes, sizeof header);
  make_sum (bytes, length - SUM_SIZE, sum);
  if (header.magic != MAGIC || memcmp (header.key, key, RIM_MAP_KEY_SIZE) != 0 ||
      memcmp (sum, bytes + length - SUM_SIZE, SUM_SIZE) != 0 || !is_sound (&header, &box, &box_grid))
    return NULL;

  body = inflate (bytes + sizeof header, length - sizeof header - SUM_SIZE, header.body_length);
  region = body != NULL ? make_region (&header, &box, &box_grid, body) : NULL;
  if (region == NULL)
    return NULL;

  map = g_new0 (RimStoredMap, 1);
  map->grid = header.grid;
  map->region = g_steal_pointer (&region);
  map->values = make_values (body + get_bits_length (&box_grid), header.n_voxels);

  return map;
}
