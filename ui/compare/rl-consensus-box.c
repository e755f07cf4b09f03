/* rl-consensus-box.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rl-consensus-box.h"

#include <glib/gi18n-lib.h>

#include "compare/rim-mask-align.h"
#include "core/rl-accessible.h"
#include "core/rl-format.h"
#include "volume/rim-mask-resample.h"

#define N_DECIMALS 3

/* The titles and the masks of the same readers. */
typedef struct
{
  GPtrArray          *titles;
  GPtrArray          *masks;
  RimConsensusMethod  method;
} Question;

typedef struct
{
  RimConsensus *consensus;
  RimMask      *mask;            /* on the grid of the first reader */
  GPtrArray    *titles;
} Answer;

struct _RlConsensusBox
{
  GtkWidget         parent_instance;

  RlJobs           *jobs;
  RlSession        *session;
  RlCompareSources *sources;
  RlComparer       *comparer;
  guint             n_readers;
  GtkDropDown      *method;
  GtkWidget        *propose;
  GtkLabel         *text;
};

G_DEFINE_FINAL_TYPE (RlConsensusBox, rl_consensus_box, GTK_TYPE_WIDGET)

/* As they stand in the list. */
static const RimConsensusMethod methods[] = { RIM_CONSENSUS_STAPLE, RIM_CONSENSUS_MAJORITY };

static void
question_free (gpointer data)
{
  Question *self = data;

  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->masks);
  g_free (self);
}

static void
answer_free (gpointer data)
{
  Answer *self = data;

  rim_consensus_free (self->consensus);
  rim_mask_unref (self->mask);
  g_ptr_array_unref (self->titles);
  g_free (self);
}

static gpointer
consensus_run (RlJob     *job,
               gpointer   data,
               GError   **error)
{
  static const RimStapleOptions options = RIM_STAPLE_OPTIONS_INIT;
  const Question *question = data;
  guint n = question->masks->len;
  RimMask *first = g_ptr_array_index (question->masks, 0);
  RimMask **masks = rim_masks_align ((RimMask *const *) question->masks->pdata, n, NULL, error);
  g_autoptr(RimVotes) votes = masks != NULL ? rim_votes_new (masks, n, error) : NULL;
  Answer *answer;

  rim_masks_free (masks, n);
  if (votes == NULL)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->consensus = rim_consensus_new (votes, question->method, &options);
  answer->mask = rim_mask_resample (answer->consensus->mask, rim_mask_get_grid (first));
  answer->titles = g_ptr_array_ref (question->titles);

  return answer;
}

static RimLesion *
get_active (RlConsensusBox *self)
{
  return rl_session_find_lesion (self->session, rl_session_get_active_lesion (self->session));
}

/* It overlaps with those it is made of, whatever tools may do. */
static void
propose (RlConsensusBox *self,
         const Answer   *answer)
{
  g_autoptr(RimLesion) plain = rim_lesion_new (_("Consensus"), answer->mask);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) lesions = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_lesion_unref);
  guint8 color[3];

  g_free (plain->description);
  plain->description = rim_consensus_describe (answer->consensus);
  rim_lesion_get_palette_color (rl_session_get_n_lesions (self->session), color);
  g_ptr_array_add (lesions, rim_lesion_with_color (plain, color));
  rl_session_propose_lesions (self->session, none, lesions, "consensus");
}

static char *
describe (const Answer *answer)
{
  const RimConsensus *consensus = answer->consensus;
  GString *text = g_string_new (NULL);

  if (consensus->readers == NULL)
    g_string_append_printf (text, _("What more than half of %u readers have"), consensus->n_readers);

  for (guint i = 0; consensus->readers != NULL && i < consensus->n_readers; i++)
    {
      g_autofree char *sensitivity = rl_format_number (consensus->readers[i].sensitivity, N_DECIMALS);
      g_autofree char *specificity = rl_format_number (consensus->readers[i].specificity, N_DECIMALS);

      g_string_append_printf (text, "%s%s\n", i > 0 ? "\n" : "",
                              (const char *) g_ptr_array_index (answer->titles, i));
      g_string_append_printf (text, _("Sensitivity %s · specificity %s"), sensitivity, specificity);
    }

  return g_string_free (text, FALSE);
}

static void
consensus_done (gpointer      owner,
                gpointer      result,
                const GError *error)
{
  RlConsensusBox *self = owner;
  Answer *answer = result;
  g_autofree char *text = answer != NULL ? describe (answer) : g_strdup (error->message);
  g_autofree char *how = answer != NULL ? rim_consensus_describe (answer->consensus) : NULL;

  gtk_label_set_text (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), how);
  if (answer != NULL)
    propose (self, answer);
}

static const RlJobKind consensus_kind = {
  .policy = RL_JOB_REPLACE,
  .run = consensus_run,
  .done = consensus_done,
  .free_input = question_free,
  .free_result = answer_free,
};

static void
add_reader (Question   *question,
            const char *title,
            RimLesion  *lesion)
{
  RimBox box;

  if (lesion == NULL || !rim_mask_get_bounds (lesion->mask, &box))
    return;

  g_ptr_array_add (question->titles, g_strdup (title));
  g_ptr_array_add (question->masks, rim_mask_ref (lesion->mask));
}

/* What is chosen as B is a reader whatever its name; of the rest, what is the same
 * lesion. Earlier versions are no readers.
 */
static RimLesion *
find_reader (RlConsensusBox  *self,
             RlCompareSource *source,
             RimLesion       *active)
{
  RlCompareKind kind = rl_compare_source_get_kind (source);
  const char *id = rl_source_get_id (RL_SOURCE (source));
  gboolean is_chosen = g_strcmp0 (id, rl_comparer_get_source (self->comparer)) == 0;
  RlLesionPair *pair = is_chosen ? rl_comparer_get_active (self->comparer) : NULL;
  RimLesion *there;

  if (kind != RL_COMPARE_OTHER && kind != RL_COMPARE_LESION)
    return NULL;
  if (pair != NULL)
    return pair->b;
  if (kind == RL_COMPARE_OTHER)
    return rl_other_image_find (rl_compare_source_get_other (source), active, FALSE);

  there = rl_session_find_lesion (self->session, id);

  return there != NULL && g_strcmp0 (there->name, active->name) == 0 ? there : NULL;
}

static Question *
new_question (RlConsensusBox     *self,
              RimConsensusMethod  method)
{
  Question *question = g_new0 (Question, 1);
  GListModel *list = rl_sources_get_list (RL_SOURCES (self->sources));
  RimLesion *active = get_active (self);

  question->titles = g_ptr_array_new_with_free_func (g_free);
  question->masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  question->method = method;
  if (active == NULL)
    return question;

  add_reader (question, active->name, active);
  for (guint i = 0; question->masks->len > 0 && i < g_list_model_get_n_items (list) &&
       question->masks->len < RIM_VOTES_MAX_READERS; i++)
    {
      g_autoptr(RlCompareSource) source = g_list_model_get_item (list, i);

      add_reader (question, rl_source_get_title (RL_SOURCE (source)), find_reader (self, source, active));
    }

  return question;
}

/* What was said of other readers is no longer true. */
static void
update (RlConsensusBox *self)
{
  guint n = rl_consensus_box_get_n_readers (self);
  g_autofree char *text = n > 1 ? g_strdup_printf (ngettext ("%u reader", "%u readers", n), n)
                                : g_strdup (_("Needs the contours of two readers"));

  self->n_readers = n;
  gtk_widget_set_sensitive (self->propose, n > 1);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), NULL);
}

/* A stroke in progress makes nobody a reader. */
static void
compared_cb (RlConsensusBox *self)
{
  if (rl_session_get_pending (self->session) == NULL && rl_consensus_box_get_n_readers (self) != self->n_readers)
    update (self);
}

static void
lesions_changed_cb (RlConsensusBox *self,
                    RimEdit        *edit)
{
  if (edit != NULL)
    update (self);
}

static void
drop_cb (RlConsensusBox *self)
{
  rl_jobs_cancel (self->jobs, &consensus_kind, self);
  update (self);
}

static void
clicked_cb (RlConsensusBox *self)
{
  guint method = MIN (gtk_drop_down_get_selected (self->method), G_N_ELEMENTS (methods) - 1);

  rl_consensus_box_propose (self, methods[method]);
}

static void
rl_consensus_box_dispose (GObject *object)
{
  RlConsensusBox *self = RL_CONSENSUS_BOX (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->comparer);
  g_clear_object (&self->sources);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_consensus_box_parent_class)->dispose (object);
}

static void
rl_consensus_box_class_init (RlConsensusBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_consensus_box_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
name_method (RlConsensusBox *self)
{
  GtkStringObject *method = gtk_drop_down_get_selected_item (self->method);
  g_autofree char *label = g_strdup_printf (_("Consensus: %s"), gtk_string_object_get_string (method));

  rl_accessible_name_button (GTK_WIDGET (self->method), NULL, label);
}

static GtkWidget *
new_row (RlConsensusBox *self)
{
  static const char *const titles[] = { N_("STAPLE"), N_("Majority"), NULL };
  const char *translated[] = { _(titles[0]), _(titles[1]), NULL };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->method = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (translated));
  gtk_widget_set_hexpand (GTK_WIDGET (self->method), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->method), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Consensus"), -1);
  g_signal_connect_object (self->method, "notify::selected-item", G_CALLBACK (name_method), self,
                           G_CONNECT_SWAPPED);
  name_method (self);
  self->propose = gtk_button_new_with_label (_("Propose"));
  gtk_widget_set_tooltip_text (self->propose, _("Show it as a new lesion, to be accepted or discarded"));
  g_signal_connect_object (self->propose, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->method));
  gtk_box_append (GTK_BOX (row), self->propose);

  return row;
}

static void
rl_consensus_box_init (RlConsensusBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *title = gtk_label_new (_("Consensus"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "measures-box");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "section-title");
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_widget_set_parent (new_row (self), GTK_WIDGET (self));

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
}

GtkWidget *
rl_consensus_box_new (RlJobs           *jobs,
                      RlSession        *session,
                      RlCompareSources *sources,
                      RlComparer       *comparer)
{
  RlConsensusBox *self = g_object_new (RL_TYPE_CONSENSUS_BOX, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->sources = g_object_ref (sources);
  self->comparer = g_object_ref (comparer);
  g_signal_connect_object (session, "notify::active-lesion", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sources, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparer, "changed", G_CALLBACK (compared_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: how many readers drew the active lesion */
guint
rl_consensus_box_get_n_readers (RlConsensusBox *self)
{
  Question *question;
  guint n;

  g_return_val_if_fail (RL_IS_CONSENSUS_BOX (self), 0);

  question = new_question (self, RIM_CONSENSUS_STAPLE);
  n = question->masks->len;
  question_free (question);

  return n;
}

/**
 * rl_consensus_box_propose:
 * @self: a box
 * @method: how to make it
 *
 * Has a worker make one contour of all readers', and proposes it as a new lesion.
 */
void
rl_consensus_box_propose (RlConsensusBox     *self,
                          RimConsensusMethod  method)
{
  Question *question;

  g_return_if_fail (RL_IS_CONSENSUS_BOX (self));

  question = new_question (self, method);
  if (question->masks->len > 1)
    rl_jobs_start (self->jobs, &consensus_kind, self, question);
  else
    question_free (question);
}

/* Returns: what is said of the readers */
const char *
rl_consensus_box_get_text (RlConsensusBox *self)
{
  g_return_val_if_fail (RL_IS_CONSENSUS_BOX (self), NULL);

  return gtk_label_get_text (self->text);
}
