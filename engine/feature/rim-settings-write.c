/* rim-settings-write.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-private.h"

#include <math.h>
#include <string.h>

#include "feature/rim-feature-table.h"

/* The shortest text that is read back as the same number. */
static void
append_number (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    g_string_append (text, ".nan");
  else if (isinf (value))
    g_string_append (text, value > 0.0 ? ".inf" : "-.inf");
  else
    {
      for (int digits = 15; digits <= 17; digits++)
        {
          char format[8];

          g_snprintf (format, sizeof format, "%%.%dg", digits);
          g_ascii_formatd (buffer, sizeof buffer, format, value);
          if (g_ascii_strtod (buffer, NULL) == value)
            break;
        }
      g_string_append (text, buffer);
    }
}

/* The same with a point, so that it is seen to be no whole number. */
void
rim_settings_append_real (GString *text,
                          double   value)
{
  const gsize begin = text->len;

  append_number (text, value);
  if (strpbrk (text->str + begin, ".en") == NULL)
    g_string_append (text, ".0");
}

static void
append_numbers (GString          *text,
                const RimNumbers *numbers)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < numbers->n; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      if (numbers->whole >> i & 1)
        append_number (text, numbers->values[i]);
      else
        rim_settings_append_real (text, numbers->values[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_choices (GString             *text,
                const RimSettingKey *key,
                guint                chosen)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < key->n_choices; i++)
    if (chosen >> i & 1)
      g_string_append_printf (text, "%s%s", chosen & ((1u << i) - 1) ? ", " : "", key->choices[i]);
  g_string_append_c (text, ']');
}

/* Returns: whether there is a value */
static gboolean
append_value (GString             *text,
              const RimSettingKey *key,
              gconstpointer        field)
{
  const char *choice;

  switch (key->kind)
    {
    case RIM_KEY_BOOL:
      g_string_append (text, *(const gboolean *) field ? "true" : "false");
      return TRUE;
    case RIM_KEY_INT:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, *(const gint64 *) field);
      return (double) *(const gint64 *) field >= key->min;
    case RIM_KEY_FLOAT:
      append_number (text, *(const double *) field);
      return !key->can_be_null || !isnan (*(const double *) field);
    case RIM_KEY_INTS:
    case RIM_KEY_FLOATS:
      append_numbers (text, field);
      return key->min_n == 0 || ((const RimNumbers *) field)->n > 0;
    case RIM_KEY_CHOICE:
      choice = key->choices[*(const int *) field];
      g_string_append (text, choice != NULL ? choice : "");
      return choice != NULL;
    case RIM_KEY_CHOICES:
      append_choices (text, key, *(const guint *) field);
      return *(const guint *) field != 0;
    case RIM_KEY_NAME:
      g_string_append (text, field);
      return *(const char *) field != '\0';
    default:
      g_assert_not_reached ();
    }
}

/* Nothing is written where nothing is what the key begins with, as PyRadiomics
 * does not take "null" everywhere; an image type that has its own says so.
 */
static void
append_key (GString                *text,
            const RimSettingKey    *key,
            const RimSettingValues *values,
            gboolean                is_own)
{
  const gsize begin = text->len;
  const gboolean begins_with_nothing = key->kind == RIM_KEY_CHOICE ? key->initial <= 0.0
                                                                   : isnan (key->initial);

  g_string_append_printf (text, "%s%s: ", is_own ? "    " : "  ", key->name);
  if (append_value (text, key, (const char *) values + key->offset))
    {
      g_string_append_c (text, '\n');
      return;
    }

  g_string_truncate (text, begin);
  if (key->can_be_null && (is_own || !begins_with_nothing))
    g_string_append_printf (text, "%s%s: null\n", is_own ? "    " : "  ", key->name);
}

static void
append_section (GString           *text,
                RimSettings       *self,
                const char        *name,
                RimSettingSection  section)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  g_string_append_printf (text, "%s:\n", name);
  for (guint i = 0; i < n; i++)
    if (keys[i].section == section && keys[i].profiles & 1u << self->profile)
      append_key (text, &keys[i], &self->values, FALSE);
}

/* Only where it differs from what is without it, so that older texts and hashes
 * stay.
 */
static void
append_beyond (GString     *text,
               RimSettings *self)
{
  const gsize begin = text->len;
  g_autoptr(RimSettings) initial = rim_settings_new_empty ();
  g_autoptr(GString) other = g_string_new (NULL);

  initial->profile = self->profile;
  append_section (text, self, "beyond", RIM_SECTION_BEYOND);
  append_section (other, initial, "beyond", RIM_SECTION_BEYOND);
  if (strcmp (text->str + begin, other->str) == 0)
    g_string_truncate (text, begin);
}

static void
append_own (GString                *text,
            const char             *name,
            const RimSettingValues *values,
            const gboolean         *is_own)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);
  const gsize begin = text->len;
  gboolean is_plain = TRUE;

  g_string_append_printf (text, "  %s:\n", name);
  for (guint i = 0; i < n; i++)
    if (is_own[i])
      {
        append_key (text, &keys[i], values, TRUE);
        is_plain = FALSE;
      }

  if (is_plain)
    {
      g_string_truncate (text, begin);
      g_string_append_printf (text, "  %s: {}\n", name);
    }
}

static void
append_image (GString               *text,
              const RimSettingImage *image)
{
  append_own (text, rim_image_kind_get_info (image->kind)->name, &image->values, image->is_own);
}

/* All that a filter has, as it was written or not, so that equal ones have equal
 * text.
 */
static void
append_filter (GString               *text,
               const RimSettingImage *image)
{
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);
  const gsize begin = text->len;

  for (guint i = 0; i < n; i++)
    if (keys[i].filters >> image->values.filter.kind & 1)
      append_key (text, &keys[i], &image->values, TRUE);
  text->str[begin + 2] = '-';
}

static void
append_images (GString     *text,
               RimSettings *self)
{
  guint i;

  g_string_append (text, "imageType:\n");
  for (i = 0; i < self->n_images && self->images[i]->kind != RIM_IMAGE_IBSI_FILTER; i++)
    append_image (text, self->images[i]);

  if (i < self->n_images)
    g_string_append (text, "filter:\n");
  for (; i < self->n_images; i++)
    append_filter (text, self->images[i]);
}

/* Nothing, so that the text stays PyRadiomics', where a file names neither images
 * nor VOIs.
 */
static void
append_study (GString     *text,
              RimSettings *self)
{
  if (self->study_images == 0 && self->study_vois == 0)
    return;

  append_section (text, self, "voi", RIM_SECTION_VOI);
  append_section (text, self, "fusion", RIM_SECTION_FUSION);
  g_string_append (text, "images:\n");
  for (guint i = 0; i < RIM_N_STUDY_IMAGES; i++)
    if (self->deviations[i] != NULL)
      append_own (text, rim_study_image_get_id ((RimStudyImage) i), &self->deviations[i]->values,
                  self->deviations[i]->is_own);
  g_string_append (text, "vois:\n");
  for (guint i = 0; i < RIM_N_VOI_KINDS; i++)
    if (self->study_vois >> i & 1)
      g_string_append_printf (text, "  - %s\n", rim_voi_kind_get_id ((RimVoiKind) i));
}

static gboolean
has_all (RimSettings     *self,
         const RimFamily *family,
         const guint8    *features)
{
  for (guint i = 0; i < family->n_features; i++)
    {
      const RimFeatureInfo *info = family->get_info (i);
      const gboolean is_on = info->is_on && rim_feature_info_can_be_asked (info, self->profile);

      if (is_on != (features[i] > 0))
        return FALSE;
    }

  return TRUE;
}

/* In the order of the file's list, or of the table. */
static void
append_features (GString         *text,
                 const RimFamily *family,
                 const guint8    *features,
                 gboolean         is_ordered)
{
  for (guint place = 1; place <= (is_ordered ? family->n_features : 1); place++)
    for (guint i = 0; i < family->n_features; i++)
      if (is_ordered ? features[i] == place : features[i] > 0)
        g_string_append_printf (text, "    - %s\n", family->get_info (i)->name);
}

static gboolean
is_list (const RimFamily *family,
         const guint8    *features)
{
  for (guint i = 0; i < family->n_features; i++)
    if (features[i] > 1)
      return TRUE;

  return FALSE;
}

static void
append_class (GString         *text,
              RimSettings     *self,
              const RimFamily *family,
              const guint8    *features,
              gboolean         is_ordered)
{
  g_string_append_printf (text, "  %s: []\n", family->name);
  if (has_all (self, family, features) && !(is_ordered && is_list (family, features)))
    return;

  g_string_truncate (text, text->len - strlen (" []\n"));
  g_string_append_c (text, '\n');
  append_features (text, family, features, is_ordered);
}

/* @is_ordered: whether in the order of the file
 *
 * Returns: (transfer full): the settings as text
 */
char *
rim_settings_write (RimSettings *self,
                    gboolean     is_ordered)
{
  GString *text = g_string_new (NULL);
  guint n;
  const RimFamily *const *families = rim_families_get (&n);

  if (self->profile == RIM_PROFILE_IBSI)
    g_string_append (text, "profile: ibsi\n");
  append_section (text, self, "setting", RIM_SECTION_SETTING);
  append_section (text, self, "voxelSetting", RIM_SECTION_VOXEL_SETTING);
  append_beyond (text, self);

  append_images (text, self);

  g_string_append (text, "featureClass:\n");
  for (guint i = 0; i < n; i++)
    {
      const guint at = is_ordered ? self->order[i] : i;

      if (self->features[at] != NULL)
        append_class (text, self, families[at], self->features[at], is_ordered);
    }
  append_study (text, self);

  return g_string_free (text, FALSE);
}

/* As a map of YAML in one line, which is how Python would print it, but for its
 * words.
 */
static void
append_item (GString                *text,
             const RimSettingKey    *key,
             const RimSettingValues *values)
{
  const gsize begin = text->len;

  g_string_append (text, text->str[text->len - 1] == '{' ? "" : ", ");
  g_string_append_printf (text, "%s: ", key->name);
  if (append_value (text, key, (const char *) values + key->offset))
    return;

  g_string_truncate (text, begin);
  g_string_append (text, text->str[text->len - 1] == '{' ? "" : ", ");
  g_string_append_printf (text, "%s: null", key->name);
}

/* Returns: (transfer full): all settings, in one line */
char *
rim_settings_describe (RimSettings *self)
{
  GString *text = g_string_new ("{");
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  for (guint i = 0; i < n; i++)
    if (keys[i].section <= RIM_SECTION_VOXEL_SETTING && keys[i].profiles & 1u << self->profile)
      append_item (text, &keys[i], &self->values);
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): the image types with their own settings, in one line */
char *
rim_settings_describe_images (RimSettings *self)
{
  GString *text = g_string_new ("{");
  guint n;
  const RimSettingKey *keys = rim_setting_keys_get (&n);

  for (guint i = 0; i < self->n_images; i++)
    {
      const RimSettingImage *image = self->images[i];

      g_string_append_printf (text, "%s%s: {", i > 0 ? ", " : "", rim_image_kind_get_info (image->kind)->name);
      for (guint k = 0; k < n; k++)
        if (image->is_own[k])
          append_item (text, &keys[k], &image->values);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}
