/* test-protocol.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "queue/rim-protocol.h"

#define HEAD "id: a\nversion: b\ntitle: c\nmodalities: [CT]\n"

static RimProtocol *
load_ready (void)
{
  g_autoptr(GError) error = NULL;
  RimProtocol *protocol = rim_protocol_load ("lung-nodule", &error);

  g_assert_no_error (error);

  return protocol;
}

static void
test_ready (void)
{
  g_autoptr(RimProtocol) protocol = load_ready ();
  const RimQuestion *lobe = rim_protocol_find_question (protocol, TRUE, "lobe");
  const RimTarget *node = protocol->targets->pdata[1];

  g_assert_cmpstr (protocol->id, ==, "lung-nodule");
  g_assert_cmpuint (protocol->targets->len, ==, 2);
  g_assert_cmpstr (node->kind, ==, "node");
  g_assert_cmpuint (node->color[2], ==, 255);
  g_assert_cmpstr (node->type.value, ==, "59441001");
  g_assert_cmpuint (lobe->choices->len, ==, 5);
  g_assert_true (lobe->is_required);
  g_assert_false (rim_protocol_asks (lobe, node));
  g_assert_true (rim_protocol_asks (lobe, protocol->targets->pdata[0]));
  g_assert_null (rim_protocol_find_question (protocol, FALSE, "lobe"));
  g_assert_cmpfloat (protocol->second_share, ==, 0.2);
  g_assert_cmpuint (protocol->splits->len, ==, 3);
  g_assert_cmpint (protocol->overlaps, ==, RIM_OVERLAP_REFUSE);
}

static void
test_target_of_lesion (void)
{
  g_autoptr(RimProtocol) protocol = load_ready ();
  guint index = 9;

  g_assert_nonnull (rim_protocol_find_target (protocol, "nodule 12", &index));
  g_assert_cmpuint (index, ==, 0);
  g_assert_nonnull (rim_protocol_find_target (protocol, "Lymph node-2", &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_null (rim_protocol_find_target (protocol, "Nodules", NULL));
  g_assert_null (rim_protocol_find_target (protocol, "Nodule2x", NULL));
  g_assert_null (rim_protocol_find_target (protocol, "2", NULL));
  g_assert_null (rim_protocol_find_target (protocol, "", NULL));
}

static void
check_answer (const char *id,
              const char *text,
              const char *stored)
{
  g_autoptr(RimProtocol) protocol = load_ready ();
  g_autoptr(GError) error = NULL;
  g_autofree char *answer = rim_question_parse (rim_protocol_find_question (protocol, TRUE, id), text, &error);

  g_assert_cmpstr (answer, ==, stored);
  g_assert_true ((answer == NULL) == (error != NULL));
}

static void
test_answers (void)
{
  check_answer ("lobe", " rml ", "rml");
  check_answer ("lobe", "Rml", NULL);
  check_answer ("vascularity", "within, vessel-attached", "vessel-attached,within");
  check_answer ("vascularity", "within,", NULL);
  check_answer ("solid-part", "12.50", "12.5");
  check_answer ("solid-part", "-1", NULL);
  check_answer ("solid-part", "301", NULL);
  check_answer ("solid-part", "nan", NULL);
  check_answer ("solid-part", "1,5", NULL);
  check_answer ("cavitation", "yes", "yes");
  check_answer ("cavitation", "true", NULL);
  check_answer ("cavitation", "", "");
  check_answer ("station", "4R", "4R");
  check_answer ("station", "\xff", NULL);
}

static void
test_words (void)
{
  g_autoptr(RimProtocol) protocol = load_ready ();
  g_autofree char *choices = rim_question_describe (rim_protocol_find_question (protocol, TRUE, "vascularity"),
                                                    "convergence,within");
  g_autofree char *number = rim_question_describe (rim_protocol_find_question (protocol, TRUE, "solid-part"),
                                                   "12.5");

  g_assert_cmpstr (choices, ==, "Vessels converge, Vessels within");
  g_assert_cmpstr (number, ==, "12.5 mm");
}

/* Lots are the same for ever: what they draw is part of published data sets. */
static void
test_lots (void)
{
  g_autoptr(RimProtocol) protocol = load_ready ();
  guint n_below = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      const double lot = rim_protocol_draw_lot (protocol, "second", key);

      g_assert_cmpfloat (lot, >=, 0.0);
      g_assert_cmpfloat (lot, <, 1.0);
      g_assert_cmpfloat (lot, !=, rim_protocol_draw_lot (protocol, "split", key));
      n_below += lot < 0.2;
    }

  g_assert_cmpuint (n_below, >, 150);
  g_assert_cmpuint (n_below, <, 250);
}

static void
check_refused (const char *yaml,
               const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimProtocol) protocol = rim_protocol_new_from_yaml (yaml, strlen (yaml), "file.yaml", &error);

  g_assert_null (protocol);
  g_assert_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, reason);
}

/* Presets are methods of one click: the engine's own table says which there are. */
static void
test_presets (void)
{
  static const char yaml[] = HEAD "lesions: [{name: N}]\npresets: [nodule,\n  magic]\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(RimProtocol) protocol = rim_protocol_new_from_yaml (yaml, strlen (yaml), "file.yaml", &error);

  g_assert_null (protocol);
  g_assert_error (error, RIM_PROTOCOL_ERROR, RIM_PROTOCOL_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "file.yaml:7: presets has no “magic”; there are "));
}

static void
test_refused (void)
{
  check_refused ("", "file.yaml: the file is empty");
  check_refused ("a", "file.yaml:1: the protocol is “a” but has to be a map");
  check_refused ("id: a\nid: b\n", "file.yaml:2: the protocol has “id” twice");
  check_refused ("id: a\nversion: b\ntitle: c\n", "file.yaml:1: the protocol has no “modalities”");
  check_refused (HEAD, "file.yaml:1: there is nothing to draw and nothing to answer");
  check_refused (HEAD "lesions:\n- name: N\n  min: 3\n  max: 2\n", "file.yaml:6: “N” has a min above its max");
  check_refused (HEAD "lesions:\n- name: N\n- name: n\n", "file.yaml:7: there are two lesions “n”");
  check_refused (HEAD "lesions:\n- name: N\n  color: red\n",
                 "file.yaml:7: color has to be “#” and six hexadecimal digits, in quotes");
  check_refused (HEAD "lesions:\n- name: N\n  min: 0.5\n",
                 "file.yaml:7: min is “0.5” but has to be a whole number from 0 to 1000");
  check_refused (HEAD "questions:\n  case:\n  - {id: q, title: Q, kind: choice}\n",
                 "file.yaml:7: the question “q” needs at least two choices");
  check_refused (HEAD "questions:\n  case:\n  - {id: q, title: Q, kind: text, unit: mm}\n",
                 "file.yaml:7: the question “q” is no number and takes no unit, min or max");
  check_refused (HEAD "questions:\n  case:\n  - {id: q, title: Q, kind: texts}\n",
                 "file.yaml:7: kind is “texts” but has to be one of choice, multiple, number, yes-no, text");
  check_refused (HEAD "lesions: [{name: N}]\nquestions:\n  lesion:\n  - {id: q, title: Q, kind: text, lesions: [M]}\n",
                 "file.yaml:1: the question “q” is of “M”, which is no lesion here");
  check_refused (HEAD "lesions: [{name: N}]\nexport: {splits: [{name: a, share: 0.5}]}\n",
                 "file.yaml:6: the shares of all splits have to be 1 together");
  check_refused (HEAD "lesions: [{name: N}]\nexport: {stratify: q}\n",
                 "file.yaml:1: stratify names “q”, which is no question of a case");
  check_refused (HEAD "lesions: [{name: N}]\ntools:\n- brush\n- pencil\n",
                 "file.yaml:8: tools has no “pencil”; there are brush, eraser, sphere, nudge, contour, polygon, spline, "
                 "livewire, lasso, nodes, click, grow, threshold, seeds, seeds-out");
  check_refused (HEAD "lesions: [{name: N}]\ntools: [brush, brush]\n", "file.yaml:6: tools has “brush” twice");
  check_refused (HEAD "lesions: [{name: N}]\nlayout: mpr\n",
                 "file.yaml:6: layout has no “mpr”; there are one, two, three, four, four-3d, nine, ten, compare, "
                 "compare-planes, compare-pet, map");
  check_refused (HEAD "lesions: [{name: N}]\nwindows:\n- {name: W, modality: MR, center: 0, width: 1}\n",
                 "file.yaml:7: modality has no “MR”; there are CT, PT");
  check_refused (HEAD "lesions: [{name: N}]\n---\na\n", "file.yaml:7: there is a second document");
  check_refused ("id: [a", "file.yaml:2: not YAML: did not find expected ',' or ']'");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/ready", test_ready);
  g_test_add_func ("/protocol/target-of-lesion", test_target_of_lesion);
  g_test_add_func ("/protocol/answers", test_answers);
  g_test_add_func ("/protocol/words", test_words);
  g_test_add_func ("/protocol/lots", test_lots);
  g_test_add_func ("/protocol/presets", test_presets);
  g_test_add_func ("/protocol/refused", test_refused);

  return g_test_run ();
}
