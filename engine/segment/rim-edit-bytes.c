/* rim-edit-bytes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-edit-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rim-lesion-private.h"
#include "rim-pack-private.h"

/* An edit as bytes: a letter and a version; target id, edit id, the act if it is of one,
 * tool, author, time, index; a kind; and then what differs. Voxels are written as those added
 * and those removed, slice by slice, not as the slice that comes out: what two
 * programs drew on one slice at the same time is then both there.
 *
 * The version says what is edited, so that a program from before measurements or
 * reviews reads all that it knows: a lesion is written with its review only where that
 * is part of what differs. A bit of the version says that there is an act.
 */
#define EDIT_LETTER 'E'
#define HAS_ACT     0x80u

enum
{
  VERSION_LESION = 1,
  VERSION_MEASUREMENT = 2,
  VERSION_REVIEW = 3,
};

/* What comes before the difference. */
typedef struct
{
  guint       version;
  char       *target_id;
  char       *id;
  char       *act;
  char       *tool;
  char       *author;
  gint64      time;
  guint       index;
  RimEditKind kind;
} Header;

static void
header_clear (Header *self)
{
  g_clear_pointer (&self->target_id, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->act, g_free);
  g_clear_pointer (&self->tool, g_free);
  g_clear_pointer (&self->author, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Header, header_clear)

enum
{
  HAS_ADDED   = 1 << 0,
  HAS_REMOVED = 1 << 1,
};

enum
{
  CHANGED_COLOR  = 1 << 0,
  CHANGED_LOCKED = 1 << 1,
  CHANGED_NUMBER = 1 << 2,
  FIRST_STRING   = 1 << 3,
};

#define ALL_CHANGES ((1u << (RIM_LESION_N_STRINGS + 3)) - 1)

static void
pack_slice_pair (GByteArray   *bytes,
                 guint         skipped,
                 RimMaskSlice *added,
                 RimMaskSlice *removed)
{
  rim_pack_uint (bytes, skipped);
  rim_pack_uint (bytes, (added != NULL ? HAS_ADDED : 0u) | (removed != NULL ? HAS_REMOVED : 0u));

  if (added != NULL)
    rim_mask_slice_serialize (added, bytes);
  if (removed != NULL)
    rim_mask_slice_serialize (removed, bytes);
}

/* Each slice that differs goes with the number of slices skipped before it; a
 * number past the last slice ends the list. @before of NULL is empty.
 */
static void
pack_mask_difference (GByteArray *bytes,
                      RimMask    *before,
                      RimMask    *after)
{
  guint n_slices = rim_mask_get_grid (after)->size[2];
  guint next = 0;

  for (guint k = 0; k < n_slices; k++)
    {
      RimMaskSlice *a = before != NULL ? rim_mask_get_slice (before, k) : NULL;
      RimMaskSlice *b = rim_mask_get_slice (after, k);
      g_autoptr(RimMaskSlice) added = NULL;
      g_autoptr(RimMaskSlice) removed = NULL;

      if (a == b)
        continue;

      added = rim_mask_slice_combine (b, a, RIM_MASK_SUBTRACT);
      removed = rim_mask_slice_combine (a, b, RIM_MASK_SUBTRACT);
      if (added == NULL && removed == NULL)
        continue;

      pack_slice_pair (bytes, k - next, added, removed);
      next = k + 1;
    }

  rim_pack_uint (bytes, n_slices - next);
}

static void
pack_grid (GByteArray    *bytes,
           const RimGrid *grid)
{
  for (guint axis = 0; axis < 3; axis++)
    rim_pack_uint (bytes, grid->size[axis]);

  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      rim_pack_double (bytes, grid->to_patient.m[row][column]);
}

static void
pack_contour (GByteArray *bytes,
              RimContour *contour,
              int         k)
{
  rim_pack_uint (bytes, contour->kind);
  rim_pack_uint (bytes, (guint64) (k + 1));
  rim_pack_string (bytes, contour->sop_instance_uid);
  rim_pack_string (bytes, contour->text);
  rim_pack_uint (bytes, contour->n_points);

  for (gsize i = 0; i < contour->n_points; i++)
    {
      rim_pack_double (bytes, contour->points[i].x);
      rim_pack_double (bytes, contour->points[i].y);
      rim_pack_double (bytes, contour->points[i].z);
    }
}

static void
pack_attributes (GByteArray *bytes,
                 RimLesion  *lesion,
                 guint       changes)
{
  rim_pack_uint (bytes, changes);

  if (changes & CHANGED_COLOR)
    g_byte_array_append (bytes, lesion->color, sizeof lesion->color);
  if (changes & CHANGED_LOCKED)
    rim_pack_uint (bytes, lesion->locked);
  if (changes & CHANGED_NUMBER)
    rim_pack_uint (bytes, lesion->roi_number);

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    {
      if (changes & (FIRST_STRING << i))
        rim_pack_string (bytes, *rim_lesion_get_string (lesion, i));
    }
}

static guint
find_changed_attributes (RimLesion *before,
                         RimLesion *after)
{
  guint changes = 0;

  if (memcmp (before->color, after->color, sizeof before->color) != 0)
    changes |= CHANGED_COLOR;
  if (before->locked != after->locked)
    changes |= CHANGED_LOCKED;
  if (before->roi_number != after->roi_number)
    changes |= CHANGED_NUMBER;

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    {
      if (g_strcmp0 (*rim_lesion_get_string (before, i), *rim_lesion_get_string (after, i)) != 0)
        changes |= FIRST_STRING << i;
    }

  return changes;
}

static void
pack_whole (GByteArray *bytes,
            RimLesion  *lesion)
{
  pack_attributes (bytes, lesion, ALL_CHANGES);
  pack_grid (bytes, rim_mask_get_grid (lesion->mask));
  pack_mask_difference (bytes, NULL, lesion->mask);

  if (lesion->contours == NULL)
    {
      rim_pack_uint (bytes, 0);
      return;
    }

  rim_pack_uint (bytes, (guint64) lesion->contours->len + 1);
  for (guint i = 0; i < lesion->contours->len; i++)
    pack_contour (bytes, g_ptr_array_index (lesion->contours, i),
                  g_array_index (lesion->contour_slices, int, i));

  pack_mask_difference (bytes, lesion->mask, lesion->imported);
}

static RimEditKind
get_kind (RimEdit *self)
{
  if (rim_edit_is_of_measurement (self))
    return rim_edit_get_measurement_kind (self);

  if (self->after == NULL)
    return RIM_EDIT_REMOVE;

  if (self->before == NULL ||
      !rim_lesion_same_contours (self->before, self->after) ||
      !rim_lesion_same_grid (self->before, self->after))
    return RIM_EDIT_WHOLE;

  return RIM_EDIT_CHANGE;
}

/* Returns: whether the edit says something of the review of a lesion */
static gboolean
changes_review (RimEdit     *self,
                RimEditKind  kind)
{
  RimReview nothing = { 0 };

  if (self->after == NULL)
    return FALSE;

  return !rim_review_equal (kind == RIM_EDIT_CHANGE ? &self->before->review : &nothing,
                            &self->after->review);
}

static guint8
choose_version (RimEdit     *self,
                RimEditKind  kind)
{
  if (rim_edit_is_of_measurement (self))
    return VERSION_MEASUREMENT;

  return changes_review (self, kind) ? VERSION_REVIEW : VERSION_LESION;
}

static void
pack_lesion_difference (GByteArray  *bytes,
                        RimEdit     *self,
                        RimEditKind  kind,
                        guint8       version)
{
  RimReview nothing = { 0 };

  if (kind == RIM_EDIT_WHOLE)
    {
      pack_whole (bytes, self->after);
    }
  else
    {
      pack_attributes (bytes, self->after, find_changed_attributes (self->before, self->after));
      pack_mask_difference (bytes, self->before->mask, self->after->mask);
    }

  if (version == VERSION_REVIEW)
    rim_edit_pack_review (bytes, kind == RIM_EDIT_CHANGE ? &self->before->review : &nothing,
                          &self->after->review);
}

/* The letter and the version keep the bytes of a lesion apart from those of an edit. */
GBytes *
rim_edit_pack_lesion (RimLesion *lesion)
{
  GByteArray *bytes = g_byte_array_new ();
  RimReview nothing = { 0 };

  g_byte_array_append (bytes, (const guint8[]) { 'L', 1 }, 2);
  pack_whole (bytes, lesion);
  rim_edit_pack_review (bytes, &nothing, &lesion->review);

  return g_byte_array_free_to_bytes (bytes);
}

/**
 * rim_edit_serialize:
 * @self: an edit
 *
 * Only what differs is written: the attributes, and of the voxels those that
 * were added and those that were removed.
 *
 * Returns: (transfer full): the edit as bytes, equal on every machine
 */
GBytes *
rim_edit_serialize (RimEdit *self)
{
  GByteArray *bytes = g_byte_array_new ();
  RimEditKind kind = get_kind (self);
  guint8 version = choose_version (self, kind);
  guint8 flag = self->act != NULL ? HAS_ACT : 0;

  g_byte_array_append (bytes, (const guint8[]) { EDIT_LETTER, version | flag }, 2);
  rim_pack_string (bytes, rim_edit_get_target_id (self));
  rim_pack_string (bytes, self->id);
  if (self->act != NULL)
    rim_pack_string (bytes, self->act);
  rim_pack_string (bytes, self->tool);
  rim_pack_string (bytes, self->author);
  rim_pack_uint (bytes, (guint64) self->time);
  rim_pack_uint (bytes, self->index);
  rim_pack_uint (bytes, kind);

  if (kind != RIM_EDIT_REMOVE && version == VERSION_MEASUREMENT)
    rim_edit_pack_measurement (bytes, self->measurement_before, self->measurement_after);
  else if (kind != RIM_EDIT_REMOVE)
    pack_lesion_difference (bytes, self, kind, version);

  return g_byte_array_free_to_bytes (bytes);
}

static RimMaskSlice *
unpack_slice (RimUnpacker   *in,
              const RimGrid *grid)
{
  RimMaskSlice *slice;

  if (in->failed)
    return NULL;

  slice = rim_mask_slice_deserialize (&in->cursor, in->end, grid->size[0], grid->size[1], NULL);
  if (slice == NULL)
    in->failed = TRUE;

  return slice;
}

/* Returns: @base without what was removed and with what was added */
static RimMaskSlice *
unpack_slice_pair (RimUnpacker   *in,
                   const RimGrid *grid,
                   RimMaskSlice  *base)
{
  guint flags = (guint) rim_unpack_uint (in, HAS_ADDED | HAS_REMOVED);
  g_autoptr(RimMaskSlice) added = (flags & HAS_ADDED) ? unpack_slice (in, grid) : NULL;
  g_autoptr(RimMaskSlice) removed = (flags & HAS_REMOVED) ? unpack_slice (in, grid) : NULL;
  g_autoptr(RimMaskSlice) left = rim_mask_slice_combine (base, removed, RIM_MASK_SUBTRACT);

  return rim_mask_slice_combine (left, added, RIM_MASK_UNION);
}

static void
clear_slices (RimMaskSlice **slices,
              guint          n_slices)
{
  for (guint k = 0; k < n_slices; k++)
    g_clear_pointer (&slices[k], rim_mask_slice_unref);
  g_free (slices);
}

/* Returns: @base with the difference applied, or NULL if it is damaged */
static RimMask *
unpack_mask_difference (RimUnpacker *in,
                        RimMask     *base)
{
  const RimGrid *grid = rim_mask_get_grid (base);
  guint n_slices = grid->size[2];
  RimMaskSlice **slices = g_new0 (RimMaskSlice *, n_slices);
  guint first = n_slices, end = 0;
  RimMask *mask = NULL;

  for (guint k = 0; k <= n_slices; k++)
    {
      guint skipped = (guint) rim_unpack_uint (in, n_slices - k);

      for (guint last = k + skipped; k < last; k++)
        slices[k] = rim_mask_get_slice (base, k) != NULL ? rim_mask_slice_ref (rim_mask_get_slice (base, k)) : NULL;

      if (in->failed || k == n_slices)
        break;

      slices[k] = unpack_slice_pair (in, grid, rim_mask_get_slice (base, k));
      first = MIN (first, k);
      end = k + 1;
    }

  if (!in->failed)
    mask = first < end ? rim_mask_with_slices (base, first, end - first, slices + first)
                       : rim_mask_ref (base);

  clear_slices (slices, n_slices);

  return mask;
}

static RimMask *
unpack_empty_mask (RimUnpacker *in)
{
  RimGrid grid;

  for (guint axis = 0; axis < 3; axis++)
    grid.size[axis] = (guint) rim_unpack_uint (in, RIM_GRID_MAX_SIZE);

  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      grid.to_patient.m[row][column] = rim_unpack_double (in);

  if (in->failed || !rim_grid_is_valid (&grid))
    {
      in->failed = TRUE;
      return NULL;
    }

  return rim_mask_new (&grid);
}

static RimContour *
unpack_contour (RimUnpacker *in,
                int         *k,
                guint        n_slices)
{
  RimContourKind kind = (RimContourKind) rim_unpack_uint (in, RIM_CONTOUR_CLOSED_PLANAR_XOR);
  RimContour *contour;
  g_autofree char *uid = NULL;
  g_autofree char *text = NULL;
  g_autofree RimVec3 *points = NULL;
  gsize n_points;

  *k = (int) rim_unpack_uint (in, n_slices) - 1;
  uid = rim_unpack_string (in);
  text = rim_unpack_string (in);
  n_points = rim_unpack_uint (in, rim_unpacker_get_left (in) / (3 * sizeof (double)));
  points = g_new (RimVec3, n_points);

  for (gsize i = 0; i < n_points; i++)
    {
      points[i].x = rim_unpack_double (in);
      points[i].y = rim_unpack_double (in);
      points[i].z = rim_unpack_double (in);
    }

  if (in->failed)
    return NULL;

  contour = rim_contour_new (kind, points, n_points);
  contour->text = g_steal_pointer (&text);
  contour->sop_instance_uid = g_steal_pointer (&uid);

  return contour;
}

static void
unpack_contours (RimUnpacker *in,
                 RimLesion   *lesion)
{
  guint n_slices = rim_mask_get_grid (lesion->mask)->size[2];
  guint64 n_contours = rim_unpack_uint (in, (guint64) rim_unpacker_get_left (in) + 1);
  g_autoptr(GPtrArray) contours = NULL;
  g_autoptr(GArray) slices = NULL;
  RimMask *imported;

  if (in->failed || n_contours == 0)
    return;

  contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  slices = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint64 i = 1; i < n_contours && !in->failed; i++)
    {
      int k;
      RimContour *contour = unpack_contour (in, &k, n_slices);

      if (contour == NULL)
        return;

      g_ptr_array_add (contours, contour);
      g_array_append_val (slices, k);
    }

  imported = unpack_mask_difference (in, lesion->mask);
  if (imported != NULL)
    rim_lesion_take_contours (lesion, g_steal_pointer (&contours), g_steal_pointer (&slices), imported);
}

static void
unpack_attributes (RimUnpacker *in,
                   RimLesion   *lesion)
{
  guint changes = (guint) rim_unpack_uint (in, ALL_CHANGES);

  if (changes & CHANGED_COLOR)
    rim_unpack_raw (in, lesion->color, sizeof lesion->color);
  if (changes & CHANGED_LOCKED)
    lesion->locked = rim_unpack_uint (in, 1) != 0;
  if (changes & CHANGED_NUMBER)
    lesion->roi_number = (guint) rim_unpack_uint (in, G_MAXUINT);

  for (guint i = 0; i < RIM_LESION_N_STRINGS; i++)
    {
      char **string = rim_lesion_get_string (lesion, i);

      if ((changes & (FIRST_STRING << i)) == 0)
        continue;

      g_free (*string);
      *string = rim_unpack_string (in);
    }
}

static RimLesion *
unpack_whole (RimUnpacker *in,
              guint        version)
{
  g_autoptr(RimLesion) lesion = rim_lesion_alloc ();
  g_autoptr(RimMask) empty = NULL;

  unpack_attributes (in, lesion);
  empty = unpack_empty_mask (in);
  if (empty != NULL)
    lesion->mask = unpack_mask_difference (in, empty);
  if (lesion->mask != NULL)
    unpack_contours (in, lesion);
  if (version == VERSION_REVIEW)
    rim_edit_unpack_review (in, &lesion->review);

  return g_steal_pointer (&lesion);
}

static RimLesion *
unpack_change (RimUnpacker *in,
               RimLesion   *before,
               guint        version)
{
  g_autoptr(RimLesion) lesion = rim_lesion_copy (before);
  g_autoptr(RimMask) mask = NULL;

  unpack_attributes (in, lesion);
  mask = unpack_mask_difference (in, lesion->mask);
  if (version == VERSION_REVIEW)
    rim_edit_unpack_review (in, &lesion->review);

  return mask != NULL ? rim_lesion_with_mask (lesion, mask) : NULL;
}

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_DAMAGED,
                       _("The record of an edit is damaged"));
  return FALSE;
}

static gboolean
unpack_letter (RimUnpacker  *in,
               guint        *version,
               gboolean     *has_act,
               GError      **error)
{
  guint8 letter[2];

  if (!rim_unpack_raw (in, letter, sizeof letter) || letter[0] != EDIT_LETTER)
    return set_damaged (error);

  *version = letter[1] & ~HAS_ACT;
  *has_act = (letter[1] & HAS_ACT) != 0;
  if (*version >= VERSION_LESION && *version <= VERSION_REVIEW)
    return TRUE;

  g_set_error (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_VERSION,
               _("The record of an edit has version %u; this program knows version %d"),
               *version, VERSION_REVIEW);

  return FALSE;
}

/* What says which edit of what it is comes first. */
static gboolean
unpack_identity (RimUnpacker  *in,
                 Header       *header,
                 GError      **error)
{
  gboolean has_act;

  if (!unpack_letter (in, &header->version, &has_act, error))
    return FALSE;

  header->target_id = rim_unpack_string (in);
  header->id = rim_unpack_string (in);
  header->act = has_act ? rim_unpack_string (in) : NULL;

  if (header->target_id == NULL || header->id == NULL || (has_act && header->act == NULL))
    return set_damaged (error);

  return TRUE;
}

/**
 * rim_edit_peek:
 * @bytes: what rim_edit_serialize() gave
 * @target_id: (out) (transfer full): the id of what the edit changes, a lesion or a
 *   measurement
 * @id: (out) (transfer full): the id of the edit
 * @error: where to put an error
 *
 * Returns: whether @bytes begin as an edit does
 */
gboolean
rim_edit_peek (GBytes  *bytes,
               char   **target_id,
               char   **id,
               GError **error)
{
  RimUnpacker in;
  g_auto(Header) header = { 0 };

  rim_unpacker_init (&in, bytes);
  if (!unpack_identity (&in, &header, error))
    return FALSE;

  *target_id = g_steal_pointer (&header.target_id);
  *id = g_steal_pointer (&header.id);

  return TRUE;
}

/**
 * rim_edit_peek_act:
 * @bytes: what rim_edit_serialize() gave
 *
 * Returns: (transfer full) (nullable): the act that the edit is part of; %NULL where it is
 *   a step of its own, or where @bytes are not an edit
 */
char *
rim_edit_peek_act (GBytes *bytes)
{
  RimUnpacker in;
  g_auto(Header) header = { 0 };

  rim_unpacker_init (&in, bytes);

  return unpack_identity (&in, &header, NULL) ? g_steal_pointer (&header.act) : NULL;
}

static gboolean
unpack_header (RimUnpacker  *in,
               Header       *header,
               GError      **error)
{
  if (!unpack_identity (in, header, error))
    return FALSE;

  header->tool = rim_unpack_string (in);
  header->author = rim_unpack_string (in);
  header->time = (gint64) rim_unpack_uint (in, G_MAXUINT64);
  header->index = (guint) rim_unpack_uint (in, G_MAXUINT);
  header->kind = (RimEditKind) rim_unpack_uint (in, RIM_EDIT_CHANGE);

  return !in->failed || set_damaged (error);
}

static gboolean
check_before (const Header  *header,
              const char    *before_id,
              GError       **error)
{
  if (before_id != NULL && !g_str_equal (before_id, header->target_id))
    return set_damaged (error);

  if (header->kind == RIM_EDIT_WHOLE || before_id != NULL)
    return TRUE;

  g_set_error_literal (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_NO_LESION,
                       header->version == VERSION_MEASUREMENT
                       ? _("The record of an edit changes a measurement that is not there")
                       : _("The record of an edit changes a lesion that is not there"));

  return FALSE;
}

/* Returns: whether a lesion that came from bytes has all that one must have */
static gboolean
is_sound (RimLesion  *lesion,
          const char *id)
{
  return lesion != NULL && lesion->mask != NULL && lesion->name != NULL &&
         g_strcmp0 (lesion->id, id) == 0;
}

static RimEdit *
unpack_lesion_edit (RimUnpacker   *in,
                    const Header  *header,
                    RimLesion     *before,
                    GError       **error)
{
  g_autoptr(RimLesion) after = NULL;

  if (!check_before (header, before != NULL ? before->id : NULL, error))
    return NULL;

  if (header->kind == RIM_EDIT_WHOLE)
    after = unpack_whole (in, header->version);
  else if (header->kind == RIM_EDIT_CHANGE)
    after = unpack_change (in, before, header->version);

  if (in->failed || rim_unpacker_get_left (in) != 0 ||
      (header->kind != RIM_EDIT_REMOVE && !is_sound (after, header->target_id)))
    {
      set_damaged (error);
      return NULL;
    }

  return rim_edit_new_recorded (header->id, before, after, header->index, header->tool,
                                header->author, header->time);
}

static RimEdit *
unpack_measurement_edit (RimUnpacker     *in,
                         const Header    *header,
                         RimMeasurement  *before,
                         GError         **error)
{
  g_autoptr(RimMeasurement) after = NULL;

  if (!check_before (header, before != NULL ? before->id : NULL, error))
    return NULL;

  if (header->kind != RIM_EDIT_REMOVE)
    after = rim_edit_unpack_measurement (in, header->kind == RIM_EDIT_CHANGE ? before : NULL,
                                         header->target_id);

  if (in->failed || rim_unpacker_get_left (in) != 0 ||
      (header->kind != RIM_EDIT_REMOVE && after == NULL))
    {
      set_damaged (error);
      return NULL;
    }

  return rim_edit_new_recorded_of_measurement (header->id, before, after, header->index,
                                               header->tool, header->author, header->time);
}

/**
 * rim_edit_deserialize:
 * @bytes: what rim_edit_serialize() gave
 * @before: (nullable): the lesion as it is now, if the edit is of one that is there
 * @measurement_before: (nullable): the measurement as it is now, if the edit is of
 *   one that is there
 * @error: where to put an error
 *
 * Applies the edit to what is there. Where that is what the edit was made from the
 * result is what the edit gave; where it is not, the voxels that the edit added
 * are added to it and those that it removed are removed, and of a measurement
 * only what the edit changed is changed. No bytes, however damaged, do more harm
 * than an error.
 *
 * Returns: (nullable) (transfer full): the edit, or %NULL with @error set
 */
RimEdit *
rim_edit_deserialize (GBytes          *bytes,
                      RimLesion       *before,
                      RimMeasurement  *measurement_before,
                      GError         **error)
{
  RimUnpacker in;
  RimEdit *edit;
  g_auto(Header) header = { 0 };

  rim_unpacker_init (&in, bytes);
  if (!unpack_header (&in, &header, error))
    return NULL;

  if (header.version == VERSION_MEASUREMENT)
    edit = unpack_measurement_edit (&in, &header, measurement_before, error);
  else
    edit = unpack_lesion_edit (&in, &header, before, error);
  if (edit != NULL)
    rim_edit_set_act (edit, header.act);

  return edit;
}
