/* rim-j2k.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-j2k-private.h"

#include <glib/gi18n-lib.h>
#include <openjpeg.h>
#include <string.h>

/* Red, green, blue and an alpha that nobody needs. */
#define MAX_COMPONENTS 4

typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         at;
} Memory;

static OPJ_SIZE_T
read_memory (void       *buffer,
             OPJ_SIZE_T  n,
             void       *data)
{
  Memory *memory = data;

  if (memory->at >= memory->length)
    return (OPJ_SIZE_T) -1;

  n = MIN (n, memory->length - memory->at);
  memcpy (buffer, memory->bytes + memory->at, n);
  memory->at += n;

  return n;
}

static OPJ_OFF_T
skip_memory (OPJ_OFF_T  n,
             void      *data)
{
  Memory *memory = data;

  if (n < 0 || (gsize) n > memory->length - memory->at)
    return -1;

  memory->at += (gsize) n;

  return n;
}

static OPJ_BOOL
seek_memory (OPJ_OFF_T  n,
             void      *data)
{
  Memory *memory = data;

  if (n < 0 || (gsize) n > memory->length)
    return OPJ_FALSE;

  memory->at = (gsize) n;

  return OPJ_TRUE;
}

static opj_stream_t *
open_memory (Memory *memory)
{
  opj_stream_t *stream = opj_stream_create (65536, OPJ_TRUE);

  opj_stream_set_user_data (stream, memory, NULL);
  opj_stream_set_user_data_length (stream, memory->length);
  opj_stream_set_read_function (stream, read_memory);
  opj_stream_set_skip_function (stream, skip_memory);
  opj_stream_set_seek_function (stream, seek_memory);

  return stream;
}

static gboolean
fits (const opj_image_t *image,
      const RimJ2kImage *wanted)
{
  if (image->numcomps < wanted->n_samples || image->numcomps > MAX_COMPONENTS)
    return FALSE;

  for (guint i = 0; i < wanted->n_samples; i++)
    {
      const opj_image_comp_t *component = &image->comps[i];

      if (component->dx != 1 || component->dy != 1 || component->prec == 0 ||
          component->prec > 8 * wanted->n_bytes ||
          image->x1 - image->x0 != wanted->columns || image->y1 - image->y0 != wanted->rows)
        return FALSE;
    }

  return TRUE;
}

static void
store (guint8  *samples,
       gsize    i,
       guint    n_bytes,
       guint32  value)
{
  if (n_bytes == 1)
    samples[i] = (guint8) value;
  else if (n_bytes == 2)
    ((guint16 *) (gpointer) samples)[i] = (guint16) value;
  else
    ((guint32 *) (gpointer) samples)[i] = value;
}

/* Codestreams often say they are unsigned where the data set says they are
 * signed, or the other way round. The bits are right in both; the data set says
 * what they mean.
 */
static void
copy_component (const opj_image_comp_t *component,
                const RimJ2kImage      *wanted,
                guint8                 *samples,
                guint                   at)
{
  gsize n = (gsize) wanted->columns * wanted->rows;
  guint unused = 32 - component->prec;

  for (gsize i = 0; i < n; i++)
    {
      guint32 top = (guint32) component->data[i] << unused;
      guint32 value = wanted->is_signed ? (guint32) ((gint32) top >> unused) : top >> unused;

      store (samples, i * wanted->n_samples + at, wanted->n_bytes, value);
    }
}

static opj_codec_t *
new_codec (const guint8 *bytes,
           gsize         length)
{
  static const guint8 jp2[] = { 0, 0, 0, 12, 'j', 'P', ' ', ' ' };
  gboolean in_box = length >= sizeof jp2 && memcmp (bytes, jp2, sizeof jp2) == 0;

  return opj_create_decompress (in_box ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
}

static gboolean
decode (opj_codec_t        *codec,
        opj_stream_t       *stream,
        opj_image_t       **image,
        const RimJ2kImage  *wanted,
        const char        **why_not)
{
  opj_dparameters_t parameters;

  opj_set_default_decoder_parameters (&parameters);

  if (!opj_setup_decoder (codec, &parameters) || !opj_read_header (stream, codec, image))
    *why_not = _("it is no JPEG 2000");
  else if (!fits (*image, wanted))
    *why_not = _("the compressed image is not as large or deep as the header says");
  else if (!opj_decode (codec, stream, *image) || !opj_end_decompress (codec, stream))
    *why_not = _("the compressed image is damaged");
  else
    return TRUE;

  return FALSE;
}

static gboolean
copy_components (const opj_image_t  *image,
                 const RimJ2kImage  *wanted,
                 gpointer            samples,
                 const char        **why_not)
{
  for (guint i = 0; i < wanted->n_samples; i++)
    {
      const opj_image_comp_t *component = &image->comps[i];

      if (component->data == NULL || component->w != wanted->columns ||
          component->h != wanted->rows)
        {
          *why_not = _("the compressed image is damaged");
          return FALSE;
        }

      copy_component (component, wanted, samples, i);
    }

  return TRUE;
}

/**
 * rim_j2k_decode:
 * @codestream: a JPEG 2000 codestream, or a JP2 file
 * @wanted: what it must hold
 * @samples: where to put the samples
 * @why_not: (out): the reason, on failure
 *
 * Returns: whether all samples are there
 */
gboolean
rim_j2k_decode (GBytes             *codestream,
                const RimJ2kImage  *wanted,
                gpointer            samples,
                const char        **why_not)
{
  Memory memory = { 0 };
  opj_image_t *image = NULL;
  opj_stream_t *stream;
  opj_codec_t *codec;
  gboolean done;

  memory.bytes = g_bytes_get_data (codestream, &memory.length);
  stream = open_memory (&memory);
  codec = new_codec (memory.bytes, memory.length);
  done = decode (codec, stream, &image, wanted, why_not) &&
         copy_components (image, wanted, samples, why_not);

  opj_image_destroy (image);
  opj_destroy_codec (codec);
  opj_stream_destroy (stream);

  return done;
}
