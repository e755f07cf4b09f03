/* rim-series-unit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-series-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Below this no tissue and no air reaches: what a scanner writes outside its
 * circle of reconstruction (-2000, -3024).
 */
#define LOWEST_HU (-1500.0)

static const RimDicomFrame *
get_frame (RimSeries *self,
           guint      k)
{
  return &self->slices[k].header->frames[self->slices[k].frame];
}

static RimRescale
get_rescale (RimSeries *self,
             guint      k)
{
  const RimDicomFrame *frame = get_frame (self, k);

  return (RimRescale) { frame->slope, frame->intercept };
}

static gboolean
refuse_unit (RimSeries   *self,
             RimUnit      unit,
             const char  *why,
             GError     **error)
{
  g_set_error (error, RIM_DICOM_ERROR, RIM_DICOM_ERROR_UNSUPPORTED,
               _("%s: no values in %s: %s"), self->slices[0].header->path,
               rim_unit_get_label (unit), why);
  return FALSE;
}

static void
set_rescales (RimSeries    *self,
              RimVolume    *volume,
              const double *factors,
              double        ratio)
{
  for (guint k = 0; k < self->n_slices; k++)
    {
      RimRescale rescale = get_rescale (self, k);
      double factor = (factors != NULL ? factors[k] : 1.0) * ratio;

      rim_volume_set_rescale (volume, k, (RimRescale) { rescale.slope * factor,
                                                        rescale.intercept * factor });
    }
}

static gboolean
is_hu (RimSeries *self,
       RimSource *source)
{
  const RimDicomFrame *frame = get_frame (self, 0);
  const char *type = frame->rescale_type;

  if (!frame->has_rescale)
    {
      rim_source_add_warning (source, _("The file has no Rescale Slope; the values may not be in "
                                        "Hounsfield units."));
      return FALSE;
    }

  if (type == NULL || strcmp (type, "HU") == 0 || strcmp (type, "US") == 0)
    return TRUE;

  rim_source_add_warning (source, _("The values are in %s, not in Hounsfield units."), type);
  return FALSE;
}

static gboolean
apply_plain_unit (RimSeries             *self,
                  RimVolume             *volume,
                  RimSource             *source,
                  const RimLoadOptions  *options,
                  GError               **error)
{
  gboolean is_ct = self->kind == RIM_SERIES_IMAGE && g_strcmp0 (self->source->modality, "CT") == 0;
  RimUnit unit = is_ct && is_hu (self, source) ? RIM_UNIT_HU : RIM_UNIT_STORED;

  if (options->unit != RIM_UNIT_STORED && options->unit != unit)
    return refuse_unit (self, options->unit,
                        is_ct ? _("the image is a CT") : _("the image is no PET"), error);

  set_rescales (self, volume, NULL, 1.0);
  rim_volume_set_unit (volume, unit);

  return TRUE;
}

/* The times of a frame stand in its functional group, not in the header. The
 * copies share their strings with the headers.
 */
static RimPetHeader *
collect_pet_headers (RimSeries *self)
{
  RimPetHeader *pets = g_new (RimPetHeader, self->n_slices);

  for (guint k = 0; k < self->n_slices; k++)
    {
      const RimDicomFrame *frame = get_frame (self, k);

      pets[k] = *(const RimPetHeader *) self->slices[k].header->pet;
      if (frame->acquisition_datetime != NULL)
        pets[k].acquisition_datetime = frame->acquisition_datetime;
      pets[k].frame_reference_time = frame->frame_reference_time;
      pets[k].frame_duration = frame->frame_duration;
      pets[k].intercept = frame->has_rescale ? frame->intercept : NAN;
    }

  return pets;
}

static RimSuv *
make_suv (RimSeries             *self,
          const RimSuvOverrides *overrides)
{
  g_autofree RimPetHeader *pets = collect_pet_headers (self);
  g_autofree const RimPetHeader **pointers = g_new (const RimPetHeader *, self->n_slices);

  for (guint k = 0; k < self->n_slices; k++)
    pointers[k] = &pets[k];

  return rim_suv_new (pointers, self->n_slices, overrides);
}

static gboolean
apply_suv (RimSeries             *self,
           RimVolume             *volume,
           RimSource             *source,
           RimSuv                *suv,
           RimUnit                wanted,
           GError               **error)
{
  g_autofree char *why_not = NULL;
  double ratio = 1.0;

  if (wanted == RIM_UNIT_STORED && !suv->convertible)
    {
      rim_source_add_warning (source, _("The values are not SUV: %s"), suv->why_not);
      wanted = suv->unit_as_stored;
    }
  else if (wanted == RIM_UNIT_STORED)
    {
      wanted = RIM_UNIT_SUVBW;
    }

  if (wanted == suv->unit_as_stored)
    {
      set_rescales (self, volume, NULL, 1.0);
    }
  else
    {
      if (!rim_unit_is_suv (wanted))
        return refuse_unit (self, wanted, _("the file has them in another unit"), error);

      if (!rim_suv_get_ratio (suv, wanted, &ratio, &why_not))
        return refuse_unit (self, wanted, why_not, error);

      set_rescales (self, volume, suv->factor, ratio);
    }

  rim_volume_set_unit (volume, wanted);

  return TRUE;
}

static gboolean
apply_pet_unit (RimSeries             *self,
                RimVolume             *volume,
                RimSource             *source,
                const RimLoadOptions  *options,
                GError               **error)
{
  g_autoptr(RimSuv) suv = make_suv (self, options->overrides);
  g_autofree char *provenance = rim_suv_to_json (suv);

  for (guint i = 0; i < suv->warnings->len; i++)
    rim_source_add_warning (source, "%s", (const char *) suv->warnings->pdata[i]);

  rim_volume_set_provenance (volume, provenance);
  rim_volume_set_is_corrected (volume, suv->is_corrected);
  if (suv->is_corrected)
    rim_source_add_warning (source, _("What the SUV stands on was corrected by %s"), suv->correction);

  return apply_suv (self, volume, source, suv, options->unit, error);
}

/* The padding of a CT, and with it what lies below every real value. */
static void
set_padding (RimSeries *self,
             RimVolume *volume)
{
  RimDicomHeader *header = self->slices[0].header;
  RimRescale rescale = get_rescale (self, 0);
  double floor_stored = (LOWEST_HU - rescale.intercept) / rescale.slope;
  double low = header->padding_low;
  double high = header->padding_high;

  if (rim_volume_get_unit (volume) == RIM_UNIT_HU && rescale.slope > 0.0 &&
      (!header->has_padding || low <= floor_stored))
    {
      low = -G_MAXDOUBLE;
      high = header->has_padding ? MAX (high, floor_stored) : floor_stored;
    }
  else if (!header->has_padding)
    {
      return;
    }

  rim_volume_set_padding (volume, low, high);
}

/**
 * rim_series_set_values:
 * @self: a series with a grid
 * @volume: its volume, to be filled
 * @source: the volume's own source, which gets the warnings
 * @options: the unit wanted, and corrections
 * @error: where to put an error
 *
 * Says what the values of the volume mean: the rescale of each slice, the unit,
 * the padding and, for a PET, how the SUV comes about.
 *
 * Returns: whether the values can be had in the unit wanted
 */
gboolean
rim_series_set_values (RimSeries             *self,
                       RimVolume             *volume,
                       RimSource             *source,
                       const RimLoadOptions  *options,
                       GError               **error)
{
  gboolean is_pet = self->slices[0].header->pet != NULL;

  if (!(is_pet ? apply_pet_unit (self, volume, source, options, error)
               : apply_plain_unit (self, volume, source, options, error)))
    return FALSE;

  set_padding (self, volume);
  rim_series_set_windows (self, volume, source);

  return TRUE;
}

/**
 * rim_series_dup_suv:
 * @self: a series
 * @overrides: (nullable): what a user typed in
 *
 * Returns: (nullable) (transfer full): how the SUV of a PET comes about, step by
 *   step; %NULL if the series is no PET
 */
RimSuv *
rim_series_dup_suv (RimSeries             *self,
                    const RimSuvOverrides *overrides)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->has_grid || self->slices[0].header->pet == NULL)
    return NULL;

  return make_suv (self, overrides);
}

/**
 * rim_series_convert:
 * @self: a series with a grid
 * @volume: its volume, which may still be filled
 * @options: (nullable): the unit wanted, and corrections
 * @error: where to put an error
 *
 * Gives the same voxels in another unit or with other corrections. No voxel is
 * copied, and slices that arrive in @volume arrive in both.
 *
 * Returns: (transfer full) (nullable): the volume
 */
RimVolume *
rim_series_convert (RimSeries             *self,
                    RimVolume             *volume,
                    const RimLoadOptions  *options,
                    GError               **error)
{
  const RimLoadOptions plain = { .unit = RIM_UNIT_STORED };
  g_autofree double *ones = NULL;
  g_autoptr(RimVolume) converted = NULL;
  g_autoptr(RimSource) source = NULL;

  g_return_val_if_fail (self != NULL && self->has_grid && volume != NULL, NULL);
  g_return_val_if_fail (rim_volume_get_grid (volume)->size[2] == self->n_slices, NULL);

  ones = g_new (double, self->n_slices);
  for (guint k = 0; k < self->n_slices; k++)
    ones[k] = 1.0;

  converted = rim_volume_new_rescaled (volume, ones, RIM_UNIT_STORED);
  source = rim_source_copy (self->source);
  if (!rim_series_set_values (self, converted, source, options != NULL ? options : &plain, error))
    return NULL;

  rim_volume_set_source (converted, source);

  return g_steal_pointer (&converted);
}
