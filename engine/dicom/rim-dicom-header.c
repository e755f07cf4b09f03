/* rim-dicom-header.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dicom-header.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dicom/rim-dicom-private.h"

G_DEFINE_QUARK (rim-dicom-error-quark, rim_dicom_error)

typedef struct
{
  guint32 tag;
  gsize   offset;
} TextField;

#define TEXT(group_, element_, field_) \
  { RIM_DCM_TAG (group_, element_), G_STRUCT_OFFSET (RimDicomHeader, field_) }

static const TextField text_fields[] = {
  TEXT (0x0008, 0x0008, image_type),
  TEXT (0x0008, 0x0016, sop_class_uid),
  TEXT (0x0008, 0x0018, sop_instance_uid),
  TEXT (0x0008, 0x0020, study_date),
  TEXT (0x0008, 0x0021, series_date),
  TEXT (0x0008, 0x0030, study_time),
  TEXT (0x0008, 0x0031, series_time),
  TEXT (0x0008, 0x0032, acquisition_time),
  TEXT (0x0008, 0x0033, content_time),
  TEXT (0x0008, 0x0050, accession_number),
  TEXT (0x0008, 0x0060, modality),
  TEXT (0x0008, 0x0070, manufacturer),
  TEXT (0x0008, 0x0090, referring_physician),
  TEXT (0x0008, 0x1030, study_description),
  TEXT (0x0008, 0x103e, series_description),
  TEXT (0x0010, 0x0010, patient_name),
  TEXT (0x0010, 0x0020, patient_id),
  TEXT (0x0010, 0x0030, patient_birth_date),
  TEXT (0x0010, 0x0040, patient_sex),
  TEXT (0x0018, 0x0086, echo_number),
  TEXT (0x0020, 0x000d, study_uid),
  TEXT (0x0020, 0x000e, series_uid),
  TEXT (0x0020, 0x0010, study_id),
  TEXT (0x0020, 0x0052, frame_of_reference_uid),
  TEXT (0x0020, 0x0100, temporal_position),
  TEXT (0x0020, 0x1040, position_reference_indicator),
  TEXT (0x0028, 0x0004, photometric),
  TEXT (0x0028, 0x1050, window_center),
  TEXT (0x0028, 0x1051, window_width),
  TEXT (0x0028, 0x1055, window_explanation),
  TEXT (0x0028, 0x1056, voi_lut_function),
};

static char **
text_field (RimDicomHeader  *self,
            const TextField *field)
{
  return G_STRUCT_MEMBER_P (self, field->offset);
}

static void
clear_frames (RimDicomHeader *self)
{
  for (guint i = 0; i < self->n_frames && self->frames != NULL; i++)
    {
      g_free (self->frames[i].rescale_type);
      g_free (self->frames[i].acquisition_datetime);
      g_free (self->frames[i].stack);
      g_free (self->frames[i].dimensions);
    }

  g_free (self->frames);
}

static void
read_texts (RimDicomHeader *self,
            RimDcmItem     *dataset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    *text_field (self, &text_fields[i]) = rim_dcm_item_dup_string (dataset, text_fields[i].tag);

  self->patient_weight = rim_dcm_item_get_double_or (dataset, RIM_DCM_TAG (0x0010, 0x1030), 0.0);
  self->patient_height = rim_dcm_item_get_double_or (dataset, RIM_DCM_TAG (0x0010, 0x1020), 0.0);
  self->slice_thickness = rim_dcm_item_get_double_or (dataset, RIM_DCM_TAG (0x0018, 0x0050), NAN);
}

static int
get_small_int (RimDcmItem *dataset,
               guint32     tag,
               int         otherwise)
{
  gint64 value = rim_dcm_item_get_int_or (dataset, tag, otherwise);

  return value < G_MININT || value > G_MAXINT ? otherwise : (int) value;
}

static guint
get_count (RimDcmItem *dataset,
           guint32     tag,
           guint       otherwise)
{
  gint64 value = rim_dcm_item_get_int_or (dataset, tag, otherwise);

  return value < 0 || value > G_MAXINT ? 0 : (guint) value;
}

/* A padding value of a signed image that is written as unsigned means the same
 * bits.
 */
static double
as_stored (RimDicomHeader *self,
           double          value)
{
  guint bits = self->bits_allocated;

  if (self->is_signed && bits > 1 && bits < 32 && value >= (double) (1u << (bits - 1)))
    value -= (double) (G_GUINT64_CONSTANT (1) << bits);

  return value;
}

/* Pixels of whole numbers, floats and doubles have padding of their own. */
static void
read_padding (RimDicomHeader *self,
              RimDcmItem     *dataset)
{
  const guint number = !self->float_pixels ? 0 : self->bits_allocated == 32 ? 1 : 2;
  static const guint32 value_tags[] = {
    RIM_DCM_TAG (0x0028, 0x0120), RIM_DCM_TAG (0x0028, 0x0122), RIM_DCM_TAG (0x0028, 0x0123)
  };
  static const guint32 limit_tags[] = {
    RIM_DCM_TAG (0x0028, 0x0121), RIM_DCM_TAG (0x0028, 0x0124), RIM_DCM_TAG (0x0028, 0x0125)
  };
  double value;
  double limit;

  if (!rim_dcm_item_get_double (dataset, value_tags[number], 0, &value))
    return;

  limit = rim_dcm_item_get_double_or (dataset, limit_tags[number], value);
  if (!self->float_pixels)
    {
      value = as_stored (self, value);
      limit = as_stored (self, limit);
    }
  self->has_padding = TRUE;
  self->padding_low = MIN (value, limit);
  self->padding_high = MAX (value, limit);
}

static void
read_pixel_format (RimDicomHeader *self,
                   RimDcmItem     *dataset)
{
  self->rows = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0010), 0);
  self->columns = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0011), 0);
  self->samples_per_pixel = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0002), 1);
  self->planar_configuration = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0006), 0);
  self->bits_allocated = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0100), 0);
  self->bits_stored = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0101), self->bits_allocated);
  self->high_bit = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0102), self->bits_stored - 1);
  self->is_signed = get_count (dataset, RIM_DCM_TAG (0x0028, 0x0103), 0) == 1;
  self->has_modality_lut = rim_dcm_item_get_n_items (dataset, RIM_DCM_TAG (0x0028, 0x3000)) > 0;

  if (self->bits_stored == 0 || self->bits_stored > self->bits_allocated)
    self->bits_stored = self->bits_allocated;

  if (self->high_bit + 1 < self->bits_stored || self->high_bit >= self->bits_allocated)
    self->high_bit = self->bits_stored - 1;
}

static gboolean
is_pixel_element (const guint8       *bytes,
                  const RimDcmPixels *pixels)
{
  guint32 length = bytes[8] | bytes[9] << 8 | bytes[10] << 16 | (guint32) bytes[11] << 24;
  const guint8 *tag = pixels->is_explicit ? bytes : bytes + 4;
  gboolean vr_fits = !pixels->is_explicit || (bytes[4] == 'O' && bytes[6] == 0 && bytes[7] == 0);

  return tag[0] == 0xe0 && tag[1] == 0x7f && tag[2] == (pixels->tag & 0xff) && tag[3] == 0 &&
         vr_fits && length == pixels->length;
}

/* Native pixels are nearly always the last element. Where the bytes before them
 * are its tag and length, they can be read straight into a volume.
 */
static void
locate_pixels (RimDicomHeader     *self,
               const RimDcmPixels *pixels)
{
  guint8 bytes[12];
  goffset offset = self->file_size - (goffset) pixels->length;
  int file;

  self->pixel_length = pixels->length;

  if (pixels->encapsulated || pixels->is_deflated || !pixels->is_little_endian ||
      offset < (goffset) sizeof bytes)
    return;

  file = open (self->path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return;

  if (pread (file, bytes, sizeof bytes, offset - (goffset) sizeof bytes) == sizeof bytes &&
      is_pixel_element (bytes, pixels))
    self->pixel_offset = offset;

  close (file);
}

static void
read_pixels (RimDicomHeader *self,
             RimDcmFile     *file)
{
  RimDcmPixels pixels = { 0 };

  if (!rim_dcm_file_get_pixels (file, &pixels))
    return;

  self->has_pixels = TRUE;
  self->encapsulated = pixels.encapsulated;
  self->float_pixels = pixels.tag != RIM_DCM_PIXEL_DATA;
  locate_pixels (self, &pixels);
}

static void
read_numbers (RimDicomHeader *self,
              RimDcmItem     *dataset)
{
  g_auto(GStrv) types = NULL;

  self->series_number = get_small_int (dataset, RIM_DCM_TAG (0x0020, 0x0011), 0);
  self->acquisition_number = get_small_int (dataset, RIM_DCM_TAG (0x0020, 0x0012), 0);
  self->instance_number = get_small_int (dataset, RIM_DCM_TAG (0x0020, 0x0013), 0);

  types = g_strsplit (self->image_type != NULL ? self->image_type : "", "\\", -1);
  self->is_localizer = g_strv_length (types) >= 3 && strcmp (types[2], "LOCALIZER") == 0;
}

static gboolean
read_file_facts (RimDicomHeader  *self,
                 const char      *path,
                 GError         **error)
{
  struct stat facts;

  if (stat (path, &facts) != 0)
    {
      int code = errno;

      g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_FAILED,
                   "%s: %s", path, g_strerror (code));
      return FALSE;
    }

  self->path = g_strdup (path);
  self->file_size = facts.st_size;
  self->file_mtime = (gint64) facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000;

  return TRUE;
}

/* Without these an instance cannot be told from another. A DICOMDIR has none. */
static gboolean
check_identity (RimDicomHeader  *self,
                GError         **error)
{
  const char *missing = NULL;

  if (self->sop_class_uid == NULL)
    missing = "SOP Class UID (0008,0016)";
  else if (self->sop_instance_uid == NULL)
    missing = "SOP Instance UID (0008,0018)";

  if (missing == NULL || g_strcmp0 (self->sop_class_uid, RIM_UID_DICOMDIR) == 0)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: %s is missing"), self->path, missing);
  return FALSE;
}

/* Half an image is none; half of what somebody drew is worth showing, with a
 * warning.
 */
static gboolean
check_damage (RimDicomHeader  *self,
              GError         **error)
{
  if (self->damage == NULL || g_strcmp0 (self->sop_class_uid, RIM_UID_RTSTRUCT) == 0)
    return TRUE;

  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_DAMAGED,
               _("%s: damaged or truncated: %s"), self->path, self->damage);
  return FALSE;
}

static void
read_identity (RimDicomHeader *self,
               RimDcmFile     *file)
{
  if (self->sop_class_uid == NULL)
    self->sop_class_uid = rim_dcm_file_dup_meta_string (file, RIM_DCM_TAG (0x0002, 0x0002));

  if (self->sop_instance_uid == NULL)
    self->sop_instance_uid = rim_dcm_file_dup_meta_string (file, RIM_DCM_TAG (0x0002, 0x0003));

  self->transfer_syntax = g_strdup (rim_dcm_file_get_transfer_syntax (file));
}

/**
 * rim_dicom_header_read:
 * @path: a DICOM file of any name
 * @error: where to put an error
 *
 * Reads all of an instance but its pixels.
 *
 * Returns: (transfer full) (nullable): the header, or %NULL with one line that
 *   names the file and says why
 */
RimDicomHeader *
rim_dicom_header_read (const char  *path,
                       GError     **error)
{
  g_autoptr(RimDicomHeader) self = g_new0 (RimDicomHeader, 1);
  g_autoptr(RimDcmFile) file = NULL;
  RimDcmItem *dataset;

  g_return_val_if_fail (path != NULL, NULL);

  rim_ref_count_init (&self->ref_count);
  self->pixel_offset = -1;

  if (!read_file_facts (self, path, error))
    return NULL;

  file = rim_dcm_file_open_partial (path, &self->damage, error);
  if (file == NULL)
    return NULL;

  dataset = rim_dcm_file_get_dataset (file);
  read_texts (self, dataset);
  read_numbers (self, dataset);
  read_identity (self, file);

  if (!check_damage (self, error) || !check_identity (self, error))
    return NULL;

  read_pixel_format (self, dataset);
  read_pixels (self, file);
  read_padding (self, dataset);

  if (!rim_dicom_read_frames (self, dataset, error))
    return NULL;

  if (g_strcmp0 (self->modality, "PT") == 0 && !rim_dicom_header_is_map (self))
    self->pet = rim_dicom_read_pet (dataset, self->frames);

  return g_steal_pointer (&self);
}

/* Returns: whether it is a Parametric Map, which has the modality of the image it was made of */
gboolean
rim_dicom_header_is_map (RimDicomHeader *self)
{
  return g_strcmp0 (self->sop_class_uid, RIM_UID_PARAMETRIC_MAP) == 0;
}

RimDicomHeader *
rim_dicom_header_ref (RimDicomHeader *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_dicom_header_unref (RimDicomHeader *self)
{
  if (self == NULL || !rim_ref_count_dec (&self->ref_count))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    g_free (*text_field (self, &text_fields[i]));

  clear_frames (self);
  if (self->pet != NULL)
    rim_pet_header_free (self->pet);
  g_free (self->path);
  g_free (self->damage);
  g_free (self->transfer_syntax);
  g_free (self);
}
