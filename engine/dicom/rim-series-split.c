/* rim-series-split.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COSINE_TOLERANCE   1e-4
#define SPACING_TOLERANCE  1e-4
#define POSITION_TOLERANCE 0.01

/* A series in more parts than this is no volume in any of them; looking further
 * back for a part that fits would only take time.
 */
#define MAX_PARTS_COMPARED 128

typedef struct
{
  GHashTable *by_key;              /* key of a header to GPtrArray of parts */
  GHashTable *first_of_series;     /* series UID to its first part */
  GPtrArray  *parts;               /* owns them */
} Splitter;

/* What can tell apart frames at one position, the most telling first. */
typedef enum
{
  BY_TEMPORAL_POSITION,
  BY_TEMPORAL_INDEX,
  BY_DIMENSIONS,
  BY_ECHO,
  BY_ACQUISITION,
  BY_FRAME_TIME,
  BY_ACQUISITION_TIME,
  BY_CONTENT_TIME,
  BY_IMAGE_TYPE,
  N_WAYS
} Way;

static const char *const why_by_way[N_WAYS] = {
  [BY_TEMPORAL_POSITION] = N_("time"),
  [BY_TEMPORAL_INDEX] = N_("time"),
  [BY_DIMENSIONS] = N_("the dimension index"),
  [BY_ECHO] = N_("the echo"),
  [BY_ACQUISITION] = N_("the acquisition"),
  [BY_FRAME_TIME] = N_("time"),
  [BY_ACQUISITION_TIME] = N_("time"),
  [BY_CONTENT_TIME] = N_("time"),
  [BY_IMAGE_TYPE] = N_("the image type"),
};

const RimDicomFrame *
rim_place_get_frame (const RimPlace *place)
{
  return &place->header->frames[place->frame];
}

static RimPart *
part_new (gboolean is_placed)
{
  RimPart *self = g_new0 (RimPart, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (RimPlace));
  self->is_placed = is_placed;

  return self;
}

void
rim_part_free (RimPart *self)
{
  g_array_unref (self->places);
  g_free (self);
}

static RimPlace *
get_place (const RimPart *part,
           guint          i)
{
  return &g_array_index (part->places, RimPlace, i);
}

static const char *
get_series_uid (RimDicomHeader *header)
{
  return header->series_uid != NULL ? header->series_uid : header->sop_instance_uid;
}

/* All that must be the same to the letter in one volume. Bits Stored and High
 * Bit may differ: each slice is read by its own, and they fit the same voxels.
 */
static char *
dup_key (RimDicomHeader *header)
{
  return g_strdup_printf ("%s %s %s %s %ux%u %u %u %d%d%d%d %s",
                          get_series_uid (header), header->modality, header->sop_class_uid,
                          header->frame_of_reference_uid, header->columns, header->rows,
                          header->samples_per_pixel, header->bits_allocated, header->is_signed,
                          header->float_pixels, header->is_localizer,
                          header->has_modality_lut, header->photometric);
}

static gboolean
same_direction (RimVec3 a,
                RimVec3 b)
{
  return fabs (a.x - b.x) <= COSINE_TOLERANCE && fabs (a.y - b.y) <= COSINE_TOLERANCE &&
         fabs (a.z - b.z) <= COSINE_TOLERANCE;
}

static gboolean
same_spacing (double a,
              double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= SPACING_TOLERANCE * MAX (a,
                                                                              b);
}

static gboolean
is_placed (const RimDicomFrame *frame)
{
  return frame->has_position && frame->has_orientation;
}

/* Returns: (nullable): in what two frames differ that cannot be in one volume */
static const char *
find_difference (const RimPlace *a,
                 const RimPlace *b)
{
  const RimDicomFrame *x = rim_place_get_frame (a);
  const RimDicomFrame *y = rim_place_get_frame (b);

  if (a->header->rows != b->header->rows || a->header->columns != b->header->columns)
    return N_("the matrix");

  if (a->header->is_localizer != b->header->is_localizer)
    return N_("the image type");

  if (g_strcmp0 (a->header->frame_of_reference_uid, b->header->frame_of_reference_uid) != 0)
    return N_("the frame of reference");

  if (is_placed (x) != is_placed (y))
    return N_("having a position");

  if (is_placed (x) && (!same_direction (x->row, y->row) || !same_direction (x->column, y->column)))
    return N_("the orientation");

  if (!same_spacing (x->row_spacing, y->row_spacing) ||
      !same_spacing (x->column_spacing, y->column_spacing))
    return N_("the pixel spacing");

  return g_strcmp0 (x->stack, y->stack) != 0 ? N_("the stack") : NULL;
}

static RimPart *
find_part (GPtrArray      *parts,
           const RimPlace *place)
{
  guint first = parts->len > MAX_PARTS_COMPARED ? parts->len - MAX_PARTS_COMPARED : 0;

  for (guint i = first; i < parts->len; i++)
    if (find_difference (get_place (parts->pdata[i], 0), place) == NULL)
      return parts->pdata[i];

  return NULL;
}

static RimPart *
add_part (Splitter       *splitter,
          GPtrArray      *siblings,
          const RimPlace *place)
{
  RimPart *part = part_new (is_placed (rim_place_get_frame (place)));
  const char *uid = get_series_uid (place->header);
  RimPart *first = g_hash_table_lookup (splitter->first_of_series, uid);

  if (first == NULL)
    {
      g_hash_table_insert (splitter->first_of_series, (gpointer) uid, part);
    }
  else
    {
      const char *why = find_difference (get_place (first, 0), place);

      part->why_split = why != NULL ? why : N_("the pixel format");
      if (first->why_split == NULL)
        first->why_split = part->why_split;
    }

  g_ptr_array_add (splitter->parts, part);
  g_ptr_array_add (siblings, part);

  return part;
}

static void
add_header (Splitter       *splitter,
            RimDicomHeader *header)
{
  char *key = dup_key (header);
  GPtrArray *siblings = g_hash_table_lookup (splitter->by_key, key);

  if (siblings == NULL)
    {
      siblings = g_ptr_array_new ();
      g_hash_table_insert (splitter->by_key, g_strdup (key), siblings);
    }

  for (guint i = 0; i < header->n_frames; i++)
    {
      RimPlace place = { header, i, 0.0 };
      RimPart *part = find_part (siblings, &place);

      if (part == NULL)
        part = add_part (splitter, siblings, &place);

      g_array_append_val (part->places, place);
    }

  g_free (key);
}

static int
compare_numbers (double a,
                 double b)
{
  return (a > b) - (a < b);
}

static double
get_temporal_position (const RimPlace *place)
{
  const char *text = place->header->temporal_position;

  return text != NULL ? g_ascii_strtod (text, NULL) : 0.0;
}

/* The order of frames that lie at one position. */
static int
compare_times (const RimPlace *a,
               const RimPlace *b)
{
  const RimDicomFrame *x = rim_place_get_frame (a);
  const RimDicomFrame *y = rim_place_get_frame (b);
  int order;

  if ((order = compare_numbers (get_temporal_position (a), get_temporal_position (b))) != 0 ||
      (order = compare_numbers (x->temporal_index, y->temporal_index)) != 0 ||
      (order = compare_numbers (a->header->acquisition_number,
                                b->header->acquisition_number)) != 0 ||
      (order = g_strcmp0 (x->acquisition_datetime, y->acquisition_datetime)) != 0 ||
      (order = g_strcmp0 (a->header->acquisition_time, b->header->acquisition_time)) != 0 ||
      (order = g_strcmp0 (a->header->content_time, b->header->content_time)) != 0 ||
      (order = compare_numbers (a->header->instance_number, b->header->instance_number)) != 0 ||
      (order = compare_numbers (a->frame, b->frame)) != 0)
    return order;

  return g_strcmp0 (a->header->sop_instance_uid, b->header->sop_instance_uid);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const RimPlace *x = a;
  const RimPlace *y = b;
  int order = compare_numbers (x->distance, y->distance);

  return order != 0 ? order : compare_times (x, y);
}

static int
compare_unplaced (gconstpointer a,
                  gconstpointer b)
{
  const RimPlace *x = a;
  const RimPlace *y = b;
  int order = compare_numbers (x->header->instance_number, y->header->instance_number);

  return order != 0 ? order : compare_times (x, y);
}

static void
sort_part (RimPart *part)
{
  const RimDicomFrame *first = rim_place_get_frame (get_place (part, 0));
  RimVec3 normal = rim_vec3_cross (first->row, first->column);

  if (!part->is_placed)
    {
      g_array_sort (part->places, compare_unplaced);
      return;
    }

  rim_vec3_normalize (&normal);

  for (guint i = 0; i < part->places->len; i++)
    {
      RimPlace *place = get_place (part, i);

      place->distance = rim_vec3_dot (rim_place_get_frame (place)->position, normal);
    }

  g_array_sort (part->places, compare_places);
}

/* Returns: one past the last place at the position of place @i */
static guint
end_of_position (const RimPart *part,
                 guint          i)
{
  double distance = get_place (part, i)->distance;
  guint end = i + 1;

  while (end < part->places->len && get_place (part, end)->distance - distance < POSITION_TOLERANCE)
    end++;

  return end;
}

/* How many frames lie at a position: at the fewest and at the most. */
static void
count_at_positions (const RimPart *part,
                    guint         *fewest,
                    guint         *most)
{
  *fewest = G_MAXUINT;
  *most = 0;

  for (guint i = 0; i < part->places->len;)
    {
      guint end = end_of_position (part, i);

      *fewest = MIN (*fewest, end - i);
      *most = MAX (*most, end - i);
      i = end;
    }
}

static char *
dup_value (const RimPlace *place,
           Way             way)
{
  const RimDicomFrame *frame = rim_place_get_frame (place);
  RimDicomHeader *header = place->header;

  switch (way)
    {
    case BY_TEMPORAL_POSITION:
      return g_strdup (header->temporal_position);
    case BY_TEMPORAL_INDEX:
      return g_strdup_printf ("%d", frame->temporal_index);
    case BY_DIMENSIONS:
      return g_strdup (frame->dimensions);
    case BY_ECHO:
      return g_strdup (header->echo_number);
    case BY_ACQUISITION:
      return g_strdup_printf ("%d", header->acquisition_number);
    case BY_FRAME_TIME:
      return g_strdup_printf ("%.17g", frame->frame_reference_time);
    case BY_ACQUISITION_TIME:
      return g_strdup (frame->acquisition_datetime != NULL ? frame->acquisition_datetime
                                                           : header->acquisition_time);
    case BY_CONTENT_TIME:
      return g_strdup (header->content_time);
    case BY_IMAGE_TYPE:
      return g_strdup (header->image_type);
    case N_WAYS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static RimPart *
new_like (const RimPart *part,
          const char    *why)
{
  RimPart *result = part_new (TRUE);

  result->why_split = why;
  result->n_copies = part->n_copies;

  return result;
}

/* Deals the frames of @part by one attribute; it does it only if that leaves
 * one frame at each position.
 *
 * Returns: (nullable): the parts
 */
static GPtrArray *
split_by (const RimPart *part,
          Way            way,
          guint          n_wanted)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_part_free);
  g_autoptr(GHashTable) by_value = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < part->places->len; i++)
    {
      RimPlace *place = get_place (part, i);
      g_autofree char *value = dup_value (place, way);
      RimPart *target = value != NULL ? g_hash_table_lookup (by_value, value) : NULL;

      if (value == NULL || (target == NULL && parts->len == n_wanted))
        return NULL;

      if (target == NULL)
        {
          target = new_like (part, why_by_way[way]);
          g_ptr_array_add (parts, target);
          g_hash_table_insert (by_value, g_strdup (value), target);
        }

      g_array_append_val (target->places, *place);
    }

  for (guint i = 0; i < parts->len; i++)
    {
      guint fewest;
      guint most;

      count_at_positions (parts->pdata[i], &fewest, &most);
      if (most > 1)
        return NULL;
    }

  return g_steal_pointer (&parts);
}

/* With the same number of frames everywhere, the first of each position make
 * the first part, and so on.
 */
static GPtrArray *
deal_in_order (const RimPart *part,
               guint          n_parts)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_part_free);

  for (guint i = 0; i < n_parts; i++)
    g_ptr_array_add (parts, new_like (part, N_("time")));

  for (guint i = 0; i < part->places->len; i++)
    {
      RimPart *target = parts->pdata[i % n_parts];

      g_array_append_val (target->places, *get_place (part, i));
    }

  return parts;
}

static gboolean
is_preferred (const RimPlace *a,
              const RimPlace *b)
{
  if (a->header->acquisition_number != b->header->acquisition_number)
    return a->header->acquisition_number > b->header->acquisition_number;

  return compare_times (a, b) > 0;
}

/* Nothing tells them apart: the frame of the last acquisition stays. */
static void
drop_duplicates (RimPart *part)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (RimPlace));

  for (guint i = 0; i < part->places->len;)
    {
      guint end = end_of_position (part, i);
      guint best = i;

      for (guint j = i + 1; j < end; j++)
        if (is_preferred (get_place (part, j), get_place (part, best)))
          best = j;

      g_array_append_val (kept, *get_place (part, best));
      part->n_dropped += end - i - 1;
      i = end;
    }

  g_array_unref (part->places);
  part->places = kept;
}

/* Within a position the order must be that of time, though rounding may have
 * put the frames in another.
 */
static void
sort_within_positions (RimPart *part)
{
  for (guint i = 0; i < part->places->len;)
    {
      guint end = end_of_position (part, i);

      qsort (get_place (part, i), end - i, sizeof (RimPlace),
             (int (*)(const void *, const void *))compare_times);
      i = end;
    }
}

/* Returns: (transfer full) (nullable): what @part was split into */
static GPtrArray *
split_by_time (RimPart *part)
{
  guint fewest;
  guint most;

  count_at_positions (part, &fewest, &most);
  if (most < 2)
    return NULL;

  sort_within_positions (part);

  for (Way way = 0; way < N_WAYS; way++)
    {
      GPtrArray *parts = split_by (part, way, most);

      if (parts != NULL)
        return parts;
    }

  if (fewest == most)
    return deal_in_order (part, most);

  drop_duplicates (part);

  return NULL;
}

static void
finish_part (RimPart   *part,
             GPtrArray *result)
{
  g_autoptr(GPtrArray) parts = NULL;

  sort_part (part);

  if (part->is_placed)
    parts = split_by_time (part);

  if (parts == NULL)
    {
      g_ptr_array_add (result, part);
      return;
    }

  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (result, parts->pdata[i]);

  g_ptr_array_set_free_func (parts, NULL);
  rim_part_free (part);
}

/* The same instance may be there twice: on a disc and copied from it. */
static gboolean
is_copy (GHashTable     *seen,
         RimDicomHeader *header)
{
  RimDicomHeader *other = g_hash_table_lookup (seen, header->sop_instance_uid);
  RimVec3 offset;

  if (other == NULL)
    {
      g_hash_table_insert (seen, header->sop_instance_uid, header);
      return FALSE;
    }

  offset = rim_vec3_sub (header->frames[0].position, other->frames[0].position);

  return header->instance_number == other->instance_number &&
         header->n_frames == other->n_frames &&
         g_strcmp0 (header->series_uid, other->series_uid) == 0 &&
         rim_vec3_length (offset) == 0.0;
}

static void
count_copy (Splitter       *splitter,
            RimDicomHeader *header)
{
  RimPart *first = g_hash_table_lookup (splitter->first_of_series, get_series_uid (header));

  if (first != NULL)
    first->n_copies++;
}

/**
 * rim_series_split:
 * @headers: (element-type RimDicomHeader): instances with pixels
 *
 * Sorts frames into parts that can be one volume each (guide: DICOM, section 1,
 * points 1 and 2): by series and by what differs beyond tolerance within it, by
 * time where frames share a position; in each part by position along the normal.
 *
 * Returns: (transfer full) (element-type RimPart): the parts
 */
GPtrArray *
rim_series_split (GPtrArray *headers)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GHashTable) first_of_series = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_part_free);
  Splitter splitter = { by_key, first_of_series, parts };

  for (guint i = 0; i < headers->len; i++)
    if (is_copy (seen, headers->pdata[i]))
      count_copy (&splitter, headers->pdata[i]);
    else
      add_header (&splitter, headers->pdata[i]);

  for (guint i = 0; i < parts->len; i++)
    finish_part (parts->pdata[i], result);

  return result;
}
