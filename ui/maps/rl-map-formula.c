/* rl-map-formula.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-formula.h"

#include <string.h>

/* Pango 1.50 warns of its own <sub> where a line is cut off within one. */
#define LOWERED "<span rise='-2500' size='smaller'>"

/* What of a formula is set otherwise than it is written, longer ones first. Symbols of one
 * letter are italic, their indices lower.
 */
static const struct
{
  const char *plain;
  const char *markup;
} symbols[] = {
  { "p|x−y|", "<i>p</i><sub>|x−y|</sub>" },
  { "μ|x−y|", "<i>μ</i><sub>|x−y|</sub>" },
  { "px+y", "<i>p</i><sub>x+y</sub>" },
  { "μx+y", "<i>μ</i><sub>x+y</sub>" },
  { "HXY1", "HXY<sub>1</sub>" },
  { "HXY2", "HXY<sub>2</sub>" },
  { "HXY", "HXY" },
  { "HX", "HX" },
  { "HY", "HY" },
  { "P10", "<i>P</i><sub>10</sub>" },
  { "P25", "<i>P</i><sub>25</sub>" },
  { "P75", "<i>P</i><sub>75</sub>" },
  { "P90", "<i>P</i><sub>90</sub>" },
  { "μx", "<i>μ</i><sub>x</sub>" },
  { "μy", "<i>μ</i><sub>y</sub>" },
  { "σx", "<i>σ</i><sub>x</sub>" },
  { "σy", "<i>σ</i><sub>y</sub>" },
  { "pᵢ", "<i>p</i>ᵢ" },
  { "pⱼ", "<i>p</i>ⱼ" },
  { "sᵢ", "<i>s</i>ᵢ" },
  { "sⱼ", "<i>s</i>ⱼ" },
  { "px", "<i>p</i><sub>x</sub>" },
  { "py", "<i>p</i><sub>y</sub>" },
  { "Ng", "<i>N</i><sub>g</sub>" },
  { "Nr", "<i>N</i><sub>r</sub>" },
  { "Nv", "<i>N</i><sub>v</sub>" },
  { "Σi", "Σ<sub>i</sub>" },
  { "Σj", "Σ<sub>j</sub>" },
  { "Σk", "Σ<sub>k</sub>" },
  { "Σs", "Σ<sub>s</sub>" },
  { "Σd", "Σ<sub>d</sub>" },
  { "^1.5", "<span rise='4000' size='smaller'>3/2</span>" },
};

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_isdigit (c);
}

/* Takes a word, or what is no word up to the next. */
static const char *
take_word (const char *at,
           GString    *word)
{
  g_string_truncate (word, 0);
  do
    {
      const char *next = g_utf8_next_char (at);

      g_string_append_len (word, at, next - at);
      at = next;
    }
  while (*at != '\0' && is_of_word (g_utf8_get_char (at)) && is_of_word (g_utf8_get_char (word->str)));

  return at;
}

static const char *
take_symbol (const char *at,
             GString    *markup)
{
  for (guint s = 0; s < G_N_ELEMENTS (symbols); s++)
    if (g_str_has_prefix (at, symbols[s].plain))
      {
        const char *end = at + strlen (symbols[s].plain);

        if (is_of_word (g_utf8_get_char (end)) && is_of_word (g_utf8_get_char (g_utf8_prev_char (end))))
          continue;
        g_string_append (markup, symbols[s].markup);
        return end;
      }

  return NULL;
}

/* A letter alone is a variable, unless it is Σ. */
static void
append_word (GString    *markup,
             const char *word)
{
  const gunichar c = g_utf8_get_char (word);
  g_autofree char *escaped = g_markup_escape_text (word, -1);

  if (g_unichar_isalpha (c) && *g_utf8_next_char (word) == '\0' && c != 0x03A3)
    g_string_append_printf (markup, "<i>%s</i>", escaped);
  else
    g_string_append (markup, escaped);
}

/**
 * rl_map_formula_to_markup:
 * @formula: a formula in plain Unicode, as the tables of features have it
 *
 * Returns: (transfer full): the same as Pango sets it, with italic variables and their
 *   indices below the line
 */
char *
rl_map_formula_to_markup (const char *formula)
{
  g_autoptr(GString) word = g_string_new (NULL);
  GString *markup = g_string_new (NULL);

  for (const char *at = formula; *at != '\0';)
    {
      const char *end = take_symbol (at, markup);

      if (end == NULL)
        {
          end = take_word (at, word);
          append_word (markup, word->str);
        }
      at = end;
    }

  g_string_replace (markup, "<sub>", LOWERED, 0);
  g_string_replace (markup, "</sub>", "</span>", 0);

  return g_string_free (markup, FALSE);
}
