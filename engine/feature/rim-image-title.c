/* rim-image-title.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-image-title.h"

#include <string.h>

/* A name is words between hyphens. A form is what such words may be, and what is written
 * for them: a word in capitals stands for any, which comes out as it is (X), or as a
 * number (N) of which the part behind the point is a word of its own.
 */
typedef struct
{
  const char *name;
  const char *title;
} Form;

static const Form forms[] = {
  { "original", "Original" },
  { "square", "Square" },
  { "squareroot", "Square root" },
  { "logarithm", "Logarithm" },
  { "exponential", "Exponential" },
  { "gradient", "Gradient" },
  { "log-sigma-N-mm-3D", "LoG, σ $ mm" },
  { "wavelet-X", "Wavelet $" },
  { "lbp-2D", "Local binary pattern, 2-D" },
  { "lbp-3D-k", "Local binary pattern, 3-D, kurtosis" },
  { "lbp-3D-m1", "Local binary pattern, 3-D, degree 1" },
  { "lbp-3D-m2", "Local binary pattern, 3-D, degree 2" },
  { "lbp-3D-m3", "Local binary pattern, 3-D, degree 3" },
  { "ibsi-mean-X", "Mean of $ voxels" },
  { "ibsi-laws-X", "Laws $" },
  { "ibsi-log-sigma-X", "LoG (IBSI), σ $ mm" },
  { "ibsi-gabor-sigma-X-lambda-X", "Gabor, σ $ mm, λ $ mm" },
  { "ibsi-wavelet-X-X-level-X", "Wavelet $ $, level $" },
  { "ibsi-simoncelli-level-X", "Simoncelli, level $" },
  { "ibsi-riesz-log-sigma-X-X", "Riesz of LoG, σ $ mm, order $" },
  { "ibsi-riesz-log-sigma-X-X-steered", "Riesz of LoG, σ $ mm, order $, steered" },
  { "ibsi-riesz-simoncelli-level-X-X", "Riesz of Simoncelli, level $, order $" },
  { "ibsi-riesz-simoncelli-level-X-X-steered", "Riesz of Simoncelli, level $, order $, steered" },
};

static gboolean
is_number (const char *word)
{
  return word != NULL && *word != '\0' && strspn (word, G_CSET_DIGITS) == strlen (word);
}

/* Takes one number, of one word or two, from @words. */
static char *
take_number (char ***words)
{
  const char *whole = **words;
  const char *part;

  if (!is_number (whole))
    return NULL;

  part = *++*words;
  if (!is_number (part))
    return g_strdup (whole);

  ++*words;

  return strcmp (part, "0") == 0 ? g_strdup (whole) : g_strconcat (whole, ".", part, NULL);
}

/* Returns: (transfer full) (nullable): what stands in the places of capitals */
static GPtrArray *
match (const Form  *form,
       char       **words)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) wanted = g_strsplit (form->name, "-", -1);

  for (guint w = 0; wanted[w] != NULL; w++)
    {
      char *taken = NULL;

      if (*words == NULL)
        return NULL;
      if (strcmp (wanted[w], "N") == 0)
        taken = take_number (&words);
      else if (strcmp (wanted[w], "X") == 0)
        taken = g_strdup (*words++);
      else if (strcmp (wanted[w], *words++) == 0)
        continue;

      if (taken == NULL)
        return NULL;
      g_ptr_array_add (found, taken);
    }

  return *words == NULL ? g_steal_pointer (&found) : NULL;
}

static char *
fill (const Form *form,
      GPtrArray  *found)
{
  g_auto(GStrv) parts = g_strsplit (form->title, "$", -1);
  GString *title = g_string_new (parts[0]);

  for (guint i = 0; i < found->len; i++)
    {
      g_string_append (title, g_ptr_array_index (found, i));
      g_string_append (title, parts[i + 1]);
    }

  return g_string_free (title, FALSE);
}

/* "wavelet2-LLH" */
static char *
make_wavelet_title (char **words)
{
  const char *level = words[0] + strlen ("wavelet");

  if (!g_str_has_prefix (words[0], "wavelet") || !is_number (level) || g_strv_length (words) != 2)
    return NULL;

  return g_strdup_printf ("Wavelet %s, level %s", words[1], level);
}

/**
 * rim_image_title_new:
 * @name: of an image that filters make: "log-sigma-3-0-mm-3D"
 *
 * Returns: (transfer full): what to call it where people read: "LoG, σ 3 mm"; the name
 *   itself where it is one that settings gave it
 */
char *
rim_image_title_new (const char *name)
{
  g_auto(GStrv) words = NULL;
  char *title;

  g_return_val_if_fail (name != NULL, NULL);

  words = g_strsplit (name, "-", -1);
  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    {
      g_autoptr(GPtrArray) found = match (&forms[f], words);

      if (found != NULL)
        return fill (&forms[f], found);
    }

  title = words[0] != NULL ? make_wavelet_title (words) : NULL;

  return title != NULL ? title : g_strdup (name);
}
