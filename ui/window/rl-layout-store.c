/* rl-layout-store.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-layout-store.h"

#include <string.h>

#define OWN_PREFIX "own:"

/* Rows without a prior and with one, by what the study has. */
static const struct
{
  const char *kind;
  const char *layout;
} hangings[] = {
  { "ct", "three" },
  { "pet", "four" },
  { "pet-ct", "four" },
  { "ct-prior", "compare" },
  { "pet-prior", "compare" },
  { "pet-ct-prior", "compare-pet" },
};

static GVariant *
get_map (RlSettings *settings,
         const char *property)
{
  GVariant *map = NULL;

  g_object_get (settings, property, &map, NULL);

  return map;
}

static void
set_entry (RlSettings *settings,
           const char *property,
           const char *key,
           const char *value)
{
  g_autoptr(GVariant) map = get_map (settings, property);
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (map);

  if (value != NULL)
    g_variant_dict_insert (&dict, key, "s", value);
  else
    g_variant_dict_remove (&dict, key);

  g_object_set (settings, property, g_variant_dict_end (&dict), NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  RlLayout *const *first = a;
  RlLayout *const *second = b;

  return g_utf8_collate (rl_layout_get_name (*first), rl_layout_get_name (*second));
}

static RlLayout *
parse_own (const char  *name,
           const char  *text,
           GError     **error)
{
  g_autofree char *id = g_strconcat (OWN_PREFIX, name, NULL);

  return rl_layout_parse (id, name, text, error);
}

/**
 * rl_layout_store_list:
 * @settings: where they are kept
 *
 * Returns: (transfer full) (element-type RlLayout): the user's layouts by name;
 *   one that cannot be read is left out and left alone
 */
GPtrArray *
rl_layout_store_list (RlSettings *settings)
{
  g_autoptr(GVariant) map = get_map (settings, "layouts");
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_layout_unref);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, map);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr(GVariant) text = value;
      g_autoptr(GError) error = NULL;
      RlLayout *layout = NULL;

      if (g_variant_is_of_type (text, G_VARIANT_TYPE_STRING))
        layout = parse_own (name, g_variant_get_string (text, NULL), &error);

      if (layout != NULL)
        g_ptr_array_add (layouts, layout);
      else if (error != NULL)
        g_message ("%s", error->message);
    }

  g_ptr_array_sort (layouts, compare_names);

  return layouts;
}

/**
 * rl_layout_store_save:
 * @settings: where to keep it
 * @name: what it is called; another of that name is replaced
 * @layout: how views are arranged
 *
 * Returns: (transfer full): the layout under its name
 */
RlLayout *
rl_layout_store_save (RlSettings *settings,
                      const char *name,
                      RlLayout   *layout)
{
  g_autofree char *text = rl_layout_to_text (layout);

  g_return_val_if_fail (name != NULL && *name != '\0', NULL);

  set_entry (settings, "layouts", name, text);

  return parse_own (name, text, NULL);
}

void
rl_layout_store_delete (RlSettings *settings,
                        const char *name)
{
  g_return_if_fail (name != NULL);

  set_entry (settings, "layouts", name, NULL);
}

/**
 * rl_layout_store_dup_choice:
 * @settings: where it is kept
 * @kind: of study, as rl_hanging_get_kind() gives it
 *
 * Returns: (transfer full) (nullable): the id of the layout that the user chose
 *   for such a study last
 */
char *
rl_layout_store_dup_choice (RlSettings *settings,
                            const char *kind)
{
  g_autoptr(GVariant) map = get_map (settings, "hanging");
  char *id = NULL;

  g_variant_lookup (map, kind, "s", &id);

  return id;
}

void
rl_layout_store_set_choice (RlSettings *settings,
                            const char *kind,
                            const char *layout_id)
{
  set_entry (settings, "hanging", kind, layout_id);
}

/**
 * rl_hanging_get_kind:
 * @has_ct: whether there is CT
 * @has_pet: whether there is PET that is fused with it, or alone
 * @has_prior: whether there is an earlier study to compare with
 *
 * Returns: the name of what is to be hung
 */
const char *
rl_hanging_get_kind (gboolean has_ct,
                     gboolean has_pet,
                     gboolean has_prior)
{
  guint row = has_pet ? (has_ct ? 2 : 1) : 0;

  return hangings[row + (has_prior ? 3 : 0)].kind;
}

/* Returns: the id of the layout that such a study is shown in at first */
const char *
rl_hanging_get_layout (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (hangings); i++)
    if (strcmp (hangings[i].kind, kind) == 0)
      return hangings[i].layout;

  g_return_val_if_reached ("three");
}
