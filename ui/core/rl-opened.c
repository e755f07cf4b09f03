/* rl-opened.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-opened.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_modality (RimLibraryRow *row,
              const char    *modality)
{
  return g_strcmp0 (row->modality, modality) == 0;
}

/**
 * rl_is_better_image:
 * @a: an image
 * @b: another one
 *
 * A CT goes before a PET, contours go first, then the larger image: a scout
 * view has one slice.
 *
 * Returns: whether @a is the one to look at first
 */
gboolean
rl_is_better_image (RimLibraryRow *a,
                    RimLibraryRow *b)
{
  int rank_a = has_modality (a, "CT") ? 2 : has_modality (a, "PT") ? 1 : 0;
  int rank_b = has_modality (b, "CT") ? 2 : has_modality (b, "PT") ? 1 : 0;

  if (rank_a != rank_b)
    return rank_a > rank_b;
  if ((a->n_contours > 0) != (b->n_contours > 0))
    return a->n_contours > 0;

  return a->n_children > b->n_children;
}

/**
 * rl_choose_image:
 * @series: (element-type RimLibraryRow): the series of a study
 *
 * Returns: (nullable) (transfer none): the one to open when the study is asked
 *   for: the CT with contours before the rest
 */
RimLibraryRow *
rl_choose_image (GPtrArray *series)
{
  RimLibraryRow *best = NULL;

  for (guint i = 0; i < series->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (series, i);

      if (row->kind == RIM_SERIES_IMAGE && (best == NULL || rl_is_better_image (row, best)))
        best = row;
    }

  return best;
}

/**
 * rl_is_attenuation_corrected:
 * @series: a PET series
 *
 * Returns: whether Corrected Image (0028,0051) says so
 */
gboolean
rl_is_attenuation_corrected (RimSeries *series)
{
  RimDicomHeader *header = series->headers->len > 0 ? g_ptr_array_index (series->headers, 0) : NULL;
  RimPetHeader *pet = header != NULL ? header->pet : NULL;
  g_auto(GStrv) corrections = NULL;

  if (pet == NULL || pet->corrected_image == NULL)
    return FALSE;

  corrections = g_strsplit (pet->corrected_image, "\\", -1);
  for (guint i = 0; corrections[i] != NULL; i++)
    if (strcmp (g_strstrip (corrections[i]), "ATTN") == 0)
      return TRUE;

  return FALSE;
}

static RimLibraryRow *
find_id (GPtrArray *rows,
         gint64     id)
{
  for (guint i = 0; i < rows->len; i++)
    if (((RimLibraryRow *) g_ptr_array_index (rows, i))->id == id)
      return g_ptr_array_index (rows, i);

  return NULL;
}

static RimLibraryRow *
find_referenced (GPtrArray     *rows,
                 RimLibraryRow *contours)
{
  RimLibraryRow *best = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);

      if (row->kind == RIM_SERIES_IMAGE &&
          g_strcmp0 (row->uid, contours->referenced_series_uid) == 0 &&
          (best == NULL || row->n_children > best->n_children))
        best = row;
    }

  return best;
}

/* A map has the modality of the image that it was made of. */
static RimLibraryRow *
find_mapped (GPtrArray     *rows,
             RimLibraryRow *map)
{
  RimLibraryRow *best = NULL;

  for (guint i = 0; map->frame_of_reference_uid != NULL && i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);
      gboolean is_own = g_strcmp0 (row->modality, map->modality) == 0;

      if (row->kind != RIM_SERIES_IMAGE ||
          g_strcmp0 (row->frame_of_reference_uid, map->frame_of_reference_uid) != 0)
        continue;

      if (best == NULL || (is_own && g_strcmp0 (best->modality, map->modality) != 0) ||
          (is_own == (g_strcmp0 (best->modality, map->modality) == 0) && rl_is_better_image (row, best)))
        best = row;
    }

  return best;
}

static RimLibraryRow *
find_below (GPtrArray      *rows,
            RimLibraryRow  *row,
            GError        **error)
{
  const gboolean is_map = row->kind == RIM_SERIES_PARAMETRIC_MAP;
  RimLibraryRow *image = is_map ? find_mapped (rows, row) : find_referenced (rows, row);

  if (image == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         is_map ? _("The images this map was made of are not in the library; import them first")
                                : _("The images these contours were drawn on are not in the library; "
                                    "import them first"));

  return image;
}

static gboolean
is_upon_image (const RimLibraryRow *row)
{
  return row->kind == RIM_SERIES_RTSTRUCT || row->kind == RIM_SERIES_SEG ||
         row->kind == RIM_SERIES_PARAMETRIC_MAP;
}

/* Contours and maps are opened as the image they belong to. */
static RimLibraryRow *
find_image (GPtrArray  *rows,
            gint64      series_id,
            GError    **error)
{
  RimLibraryRow *row = find_id (rows, series_id);

  if (row != NULL && is_upon_image (row))
    return find_below (rows, row, error);

  if (row == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _("This series is no longer in the library"));
  else if (row->kind != RIM_SERIES_IMAGE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _("This series holds no images"));

  return row != NULL && row->kind == RIM_SERIES_IMAGE ? row : NULL;
}

/* Series of the other modality in the same frame of reference. */
static GPtrArray *
find_candidates (GPtrArray     *rows,
                 RimLibraryRow *image,
                 gboolean      *elsewhere)
{
  GPtrArray *candidates = g_ptr_array_new ();
  const char *wanted = has_modality (image, "CT") ? "PT" : has_modality (image, "PT") ? "CT" : NULL;

  *elsewhere = FALSE;
  for (guint i = 0; wanted != NULL && i < rows->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (rows, i);

      if (row->kind != RIM_SERIES_IMAGE || !has_modality (row, wanted))
        continue;

      if (image->frame_of_reference_uid != NULL &&
          g_strcmp0 (row->frame_of_reference_uid, image->frame_of_reference_uid) == 0)
        g_ptr_array_add (candidates, row);
      else
        *elsewhere = TRUE;
    }

  return candidates;
}

static int
rank_companion (RimLibraryRow *row,
                RimSeries     *series)
{
  if (has_modality (row, "PT"))
    return rl_is_attenuation_corrected (series) ? 1 : 0;

  return row->n_contours > 0 ? 1 : 0;
}

/* Headers are only read where there is something to choose from. */
static RimSeries *
open_companion (RimLibrary     *library,
                GPtrArray      *candidates,
                RimLibraryRow **chosen,
                GCancellable   *cancellable)
{
  g_autoptr(RimSeries) best = NULL;
  int best_rank = -1;

  for (guint i = 0; i < candidates->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      RimLibraryRow *row = g_ptr_array_index (candidates, i);
      g_autoptr(RimSeries) series = rim_library_open_series (library, row->id, NULL);
      int rank = series != NULL && series->has_grid ? rank_companion (row, series) : -1;

      if (rank < 0 || rank < best_rank ||
          (rank == best_rank && row->n_children <= (*chosen)->n_children))
        continue;

      best_rank = rank;
      *chosen = row;
      g_clear_pointer (&best, rim_series_unref);
      best = g_steal_pointer (&series);
    }

  return g_steal_pointer (&best);
}

/* What cannot be read is not taken, and said. */
static void
read_correction (RlOpened   *self,
                 RimLibrary *library,
                 RimSeries  *series)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->correction, rim_suv_overrides_free);
  if (!rim_library_get_suv_correction (library, series->source->study_uid, series->source->series_uid,
                                       &self->correction, &error))
    g_ptr_array_add (self->notes, g_strdup (error->message));
}

/* What is no DICOM is read at once and needs no decoding. */
static RimVolume *
prepare (RlOpened       *self,
         RimLibrary     *library,
         RimLibraryRow  *row,
         RimSeries      *series,
         GError        **error)
{
  RimLoadOptions options = { .unit = RIM_UNIT_STORED };

  if (!row->is_dicom)
    return rim_library_read_image (library, row->id, error);

  if (has_modality (row, "PT"))
    {
      read_correction (self, library, series);
      options.overrides = self->correction;
    }

  return rim_series_prepare (series, &options, error);
}

static void
take_source (RlOpened  *self,
             RimSource *source)
{
  g_free (self->study_uid);
  g_free (self->series_uid);
  self->study_uid = g_strdup (source->study_uid);
  self->series_uid = g_strdup (source->series_uid);
  self->series_part = source->series_part;
}

/* The first one that is taken is what was asked for, and is drawn on. */
static void
take_image (RlOpened      *self,
            RimLibraryRow *row,
            RimSeries     *series,
            RimVolume     *volume)
{
  gboolean is_pet = has_modality (row, "PT");

  if (self->series_uid == NULL)
    {
      self->base = is_pet ? RL_LAYER_PET : RL_LAYER_CT;
      take_source (self, series->source);
    }

  if (is_pet)
    {
      self->pet_series = row->is_dicom ? rim_series_ref (series) : NULL;
      self->pet = rim_volume_ref (volume);
      self->pet_id = row->id;
      self->suv = row->is_dicom ? rim_series_dup_suv (series, self->correction) : NULL;
    }
  else
    {
      self->ct_series = row->is_dicom ? rim_series_ref (series) : NULL;
      self->ct = rim_volume_ref (volume);
      self->ct_id = row->id;
    }
}

static void
note_pet (RlOpened *self)
{
  if (self->suv != NULL && !self->suv->convertible)
    g_ptr_array_add (self->notes, g_strdup_printf (_("PET values are not SUV: %s"),
                                                   self->suv->why_not));
  if (self->pet != NULL && self->suv != NULL && !rl_is_attenuation_corrected (self->pet_series))
    g_ptr_array_add (self->notes,
                     g_strdup (_("This PET is not said to be corrected for attenuation")));
}

static void
read_companion (RlOpened      *self,
                RimLibrary    *library,
                GPtrArray     *rows,
                RimLibraryRow *image,
                GCancellable  *cancellable)
{
  gboolean elsewhere;
  g_autoptr(GPtrArray) candidates = find_candidates (rows, image, &elsewhere);
  RimLibraryRow *row = NULL;
  g_autoptr(RimSeries) series = open_companion (library, candidates, &row, cancellable);
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(GError) error = NULL;

  if (series == NULL && elsewhere)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_("The %s of this study lies in another frame of reference "
                                        "and is not fused"),
                                      has_modality (image, "CT") ? "PET" : "CT"));
  if (series == NULL)
    return;

  volume = prepare (self, library, row, series, &error);
  if (volume == NULL)
    g_ptr_array_add (self->notes, g_strdup (error->message));
  else
    take_image (self, row, series, volume);
}

/* Returns: whether @a was made before @b; never where a date is missing */
static gboolean
is_before (RimLibraryRow *a,
           RimLibraryRow *b)
{
  int order;

  if (a->date == NULL || b->date == NULL)
    return FALSE;

  order = strcmp (a->date, b->date);

  return order < 0 || (order == 0 && a->time != NULL && b->time != NULL &&
                       strcmp (a->time, b->time) < 0);
}

static RimLibraryRow *
choose_image_of (GPtrArray  *series,
                 const char *modality)
{
  RimLibraryRow *best = NULL;

  for (guint i = 0; series != NULL && i < series->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (series, i);

      if (row->kind == RIM_SERIES_IMAGE && g_strcmp0 (row->modality, modality) == 0 &&
          (best == NULL || rl_is_better_image (row, best)))
        best = row;
    }

  return best;
}

/* A study that can be compared has an image of the same modality. */
static RlPrior *
new_prior (RimLibrary    *library,
           RimLibraryRow *study,
           RimLibraryRow *current,
           const char    *modality)
{
  g_autoptr(GPtrArray) series = rim_library_list_series (library, study->id, NULL);
  RimLibraryRow *image = choose_image_of (series, modality);
  RlPrior *prior;

  if (image == NULL)
    return NULL;

  prior = rl_prior_new (study->uid, study->date, current->date);
  prior->study_id = study->id;
  prior->series_id = image->id;
  prior->modality = g_strdup (study->modality);

  return prior;
}

/* What was made twice can be compared, such as early and late images. */
static void
add_other_series (RlOpened      *self,
                  RimLibrary    *library,
                  RimLibraryRow *study)
{
  g_autoptr(GPtrArray) series = rim_library_list_series (library, study->id, NULL);
  RimLibraryRow *base = series != NULL
                        ? find_id (series, self->base == RL_LAYER_CT ? self->ct_id : self->pet_id) : NULL;

  for (guint i = 0; base != NULL && i < series->len; i++)
    {
      RimLibraryRow *row = g_ptr_array_index (series, i);

      if (row->kind == RIM_SERIES_IMAGE && row->id != self->ct_id && row->id != self->pet_id &&
          g_strcmp0 (row->modality, base->modality) == 0)
        g_ptr_array_add (self->priors, rl_prior_new_series (study, row));
    }
}

/**
 * rl_opened_read_priors:
 * @self: what was opened
 * @library: the library
 * @study_id: the study it is of
 *
 * Finds the patient's other studies, and which of them to compare it with: the one
 * that the user pinned, or the last one before it. Other series of the same study can
 * be chosen, too. For a worker.
 */
void
rl_opened_read_priors (RlOpened   *self,
                       RimLibrary *library,
                       gint64      study_id)
{
  g_autoptr(GPtrArray) studies = rim_library_list_studies_beside (library, study_id, NULL);
  RimLibraryRow *current = studies != NULL ? find_id (studies, study_id) : NULL;
  gboolean is_pinned = FALSE;

  g_ptr_array_unref (self->priors);
  self->priors = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_prior_free);
  self->prior = NULL;
  g_free (self->pinned);
  self->pinned = rim_library_dup_pinned_prior (library, study_id, NULL);

  for (guint i = 0; current != NULL && i < studies->len; i++)
    {
      RimLibraryRow *study = g_ptr_array_index (studies, i);
      RlPrior *prior = study != current
                       ? new_prior (library, study, current, self->ct != NULL ? "CT" : "PT") : NULL;

      if (prior == NULL)
        continue;

      g_ptr_array_add (self->priors, prior);
      if (g_strcmp0 (study->uid, self->pinned) == 0)
        is_pinned = TRUE;
      else if (is_pinned || self->prior != NULL || !is_before (study, current))
        continue;
      self->prior = prior;
    }

  if (current != NULL)
    add_other_series (self, library, current);
}

static char *
dup_display (RimLibrary *library,
             RimVolume  *volume)
{
  RimSource *source = volume != NULL ? rim_volume_get_source (volume) : NULL;

  if (source == NULL || source->study_uid == NULL || source->series_uid == NULL)
    return NULL;

  return rim_library_dup_display (library, source->study_uid, source->series_uid,
                                  source->series_part, NULL);
}

/**
 * rl_opened_set_base:
 * @self: what was opened
 * @base: which of its images is to be drawn on instead; it must have a source
 *
 * What is drawn on it is not there any more; see rl_opened_read_drawn().
 */
void
rl_opened_set_base (RlOpened    *self,
                    RlLayerKind  base)
{
  RimVolume *volume = base == RL_LAYER_CT ? self->ct : self->pet;

  g_return_if_fail (volume != NULL && rim_volume_get_source (volume) != NULL);

  self->base = base;
  take_source (self, rim_volume_get_source (volume));
  g_clear_object (&self->segmentation);
}

/**
 * rl_opened_read_drawn:
 * @self: what was opened before
 * @library: the library
 * @error: where to put an error
 *
 * Loads what is drawn on the base image now, and how the images were shown. For a
 * worker.
 *
 * Returns: whether it could
 */
gboolean
rl_opened_read_drawn (RlOpened    *self,
                      RimLibrary  *library,
                      GError     **error)
{
  g_free (self->ct_display);
  self->ct_display = dup_display (library, self->ct);
  g_free (self->pet_display);
  self->pet_display = dup_display (library, self->pet);
  g_clear_object (&self->segmentation);
  self->segmentation = rim_library_load_segmentation (library, self->study_uid, self->series_uid,
                                                      self->series_part, error);

  return self->segmentation != NULL;
}

/**
 * rl_opened_read:
 * @self: what to fill
 * @library: the library
 * @study_id: a study in it
 * @series_id: a series of the study
 * @cancellable: what says to give up
 * @error: where to put an error
 *
 * Reads headers, chooses the companion, prepares empty volumes and loads what
 * was drawn. For a worker.
 *
 * Returns: whether the series could be opened
 */
gboolean
rl_opened_read (RlOpened      *self,
                RimLibrary    *library,
                gint64         study_id,
                gint64         series_id,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GPtrArray) rows = rim_library_list_series (library, study_id, error);
  RimLibraryRow *row = rows != NULL ? find_image (rows, series_id, error) : NULL;
  g_autoptr(RimSeries) series = NULL;
  g_autoptr(RimVolume) volume = NULL;

  if (row == NULL)
    return FALSE;

  series = rim_library_open_series (library, row->id, error);
  volume = series != NULL ? prepare (self, library, row, series, error) : NULL;
  if (volume == NULL)
    return FALSE;

  take_image (self, row, series, volume);
  read_companion (self, library, rows, row, cancellable);
  note_pet (self);
  rl_opened_read_priors (self, library, study_id);

  return rl_opened_read_drawn (self, library, error);
}

RlOpened *
rl_opened_new (void)
{
  RlOpened *self = g_new0 (RlOpened, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->priors = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_prior_free);

  return self;
}

/**
 * rl_opened_copy_images:
 * @self: what was opened, every slice of which is there
 *
 * Returns: (transfer full): the same images, which need no decoding, without
 *   what is drawn on them
 */
RlOpened *
rl_opened_copy_images (RlOpened *self)
{
  RlOpened *copy = rl_opened_new ();

  copy->ct = self->ct != NULL ? rim_volume_ref (self->ct) : NULL;
  copy->pet = self->pet != NULL ? rim_volume_ref (self->pet) : NULL;
  copy->pet_series = self->pet_series != NULL ? rim_series_ref (self->pet_series) : NULL;
  copy->correction = self->correction != NULL ? rim_suv_overrides_copy (self->correction) : NULL;
  copy->is_decoded = TRUE;
  copy->ct_id = self->ct_id;
  copy->pet_id = self->pet_id;
  copy->base = self->base;
  copy->study_uid = g_strdup (self->study_uid);
  copy->series_uid = g_strdup (self->series_uid);
  copy->series_part = self->series_part;
  copy->suv = self->suv != NULL ? rim_suv_ref (self->suv) : NULL;
  g_ptr_array_unref (copy->priors);
  copy->priors = g_ptr_array_ref (self->priors);
  copy->prior = self->prior;
  copy->pinned = g_strdup (self->pinned);
  for (guint i = 0; i < self->notes->len; i++)
    g_ptr_array_add (copy->notes, g_strdup (g_ptr_array_index (self->notes, i)));

  return copy;
}

void
rl_opened_free (RlOpened *self)
{
  g_clear_pointer (&self->ct_series, rim_series_unref);
  g_clear_pointer (&self->pet_series, rim_series_unref);
  g_clear_pointer (&self->ct, rim_volume_unref);
  g_clear_pointer (&self->pet, rim_volume_unref);
  g_clear_pointer (&self->study_uid, g_free);
  g_clear_pointer (&self->series_uid, g_free);
  g_clear_pointer (&self->ct_display, g_free);
  g_clear_pointer (&self->pet_display, g_free);
  g_clear_pointer (&self->suv, rim_suv_unref);
  g_clear_pointer (&self->correction, rim_suv_overrides_free);
  g_clear_object (&self->segmentation);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->priors, g_ptr_array_unref);
  g_free (self->pinned);
  g_free (self);
}
