/* rl-lesion-details.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-details.h"

#include <glib/gi18n-lib.h>

#include "core/rl-comment-text.h"
#include "lesions/rl-lesion-form.h"
#include "lesions/rl-lesion-review.h"
#include "segment/rim-lesion-tracking.h"
#include "library/rim-library-audit.h"
#include "segment/rim-site.h"

#define WIDTH 320

/* More than anybody reads here; rimlightctl audit has all. */
#define MAX_HISTORY 100
#define MAX_HISTORY_HEIGHT 160
#define FORM_HEIGHT 260

struct _RlLesionDetails
{
  GtkPopover     parent_instance;

  RlSession     *session;
  char          *lesion_id;
  gboolean       is_showing;    /* what is set is no wish of the user's */

  GtkLabel      *title;
  GtkImage      *icon;
  GtkLabel      *status;
  GtkDropDown   *kind;
  GtkDropDown   *site;
  GtkEntry      *reader;
  RlLesionTimes *times;
  GPtrArray     *others;        /* of RimLesionTime: what it can be the same as */
  GtkWidget     *same_row;
  GtkDropDown   *same;
  GtkEntry      *text;
  GtkWidget     *done;
  GtkWidget     *approve;
  GtkWidget     *reject;
  GtkWidget     *reopen;
  GtkWidget     *comment;
  GtkBox        *comments;
  GtkWidget     *sign_row;
  GtkEntry      *name;
  GtkWidget     *all;
  GtkExpander   *features;
  GtkWidget     *form_place;    /* what scrolls */
  GtkWidget     *form;          /* made when it is first seen */
  GtkWidget     *history;
  GtkBox        *history_rows;
};

G_DEFINE_FINAL_TYPE (RlLesionDetails, rl_lesion_details, GTK_TYPE_POPOVER)

static RimLesion *
find_lesion (RlLesionDetails *self)
{
  return rl_session_find_lesion (self->session, self->lesion_id);
}

static guint
find_site (const RimLesion *lesion)
{
  guint n_sites;
  const RimSite *sites = rim_sites_get (&n_sites);
  const RimSite *site = rim_sites_find (&lesion->region);

  return site != NULL ? (guint) (site - sites) + 1 : 0;
}

static void
comment_clicked_cb (RlLesionDetails *self,
                    GtkButton       *button)
{
  RimLesion *lesion = find_lesion (self);
  RimComment *comment = lesion != NULL
                        ? rim_review_find_comment (&lesion->review, g_object_get_data (G_OBJECT (button), "comment"))
                        : NULL;

  if (comment != NULL)
    rl_session_set_cursor (self->session, comment->point);
}

static void
resolved_cb (RlLesionDetails *self,
             GtkCheckButton  *check)
{
  if (!self->is_showing)
    rl_lesion_review_resolve (self->session, self->lesion_id, g_object_get_data (G_OBJECT (check), "comment"),
                              gtk_check_button_get_active (check));
}

static GtkWidget *
new_comment_button (RlLesionDetails *self,
                    RimComment      *comment,
                    RimComment      *resolution)
{
  g_autofree char *caption = rl_comment_describe (comment, resolution);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = gtk_label_new (comment->text);
  GtkWidget *who = gtk_label_new (caption);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (who), TRUE);
  gtk_label_set_xalign (GTK_LABEL (who), 0);
  gtk_widget_add_css_class (text, "body");
  gtk_widget_add_css_class (who, "caption");
  gtk_widget_add_css_class (who, "dim-label");
  if (resolution != NULL)
    gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), who);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, _("Go to where it was said"));
  g_object_set_data_full (G_OBJECT (button), "comment", g_strdup (comment->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (comment_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
add_comment (RlLesionDetails *self,
             const RimReview *review,
             RimComment      *comment)
{
  RimComment *resolution = rim_review_find_resolution (review, comment);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), resolution != NULL);
  gtk_widget_set_sensitive (check, review->signed_hash == NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (check, resolution != NULL ? _("Resolved; open it again") : _("Mark as resolved"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Resolved"), -1);
  g_object_set_data_full (G_OBJECT (check), "comment", g_strdup (comment->id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (resolved_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), new_comment_button (self, comment, resolution));
  gtk_box_append (self->comments, row);
}

static void
show_comments (RlLesionDetails *self,
               const RimReview *review)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->comments))) != NULL)
    gtk_box_remove (self->comments, child);
  for (guint i = 0; i < rim_review_get_n_comments (review); i++)
    {
      RimComment *comment = g_ptr_array_index (review->comments, i);

      if (!rim_comment_is_resolution (comment))
        add_comment (self, review, comment);
    }
}

static void
show_controls (RlLesionDetails *self,
               RimLesion       *lesion)
{
  gboolean is_signed = rim_lesion_is_signed (lesion);
  RimReviewStatus status = rim_lesion_get_status (lesion);
  GtkWidget *open[] = {
    GTK_WIDGET (self->kind), GTK_WIDGET (self->site), GTK_WIDGET (self->reader), GTK_WIDGET (self->same),
    self->comment, self->reject,
  };

  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    gtk_widget_set_sensitive (open[i], !is_signed);
  gtk_widget_set_sensitive (self->done, !is_signed && status != RIM_REVIEW_DONE);
  gtk_widget_set_sensitive (self->approve, !is_signed && status != RIM_REVIEW_APPROVED);
  gtk_widget_set_visible (self->reopen, rim_lesion_is_finished (lesion) || status == RIM_REVIEW_REJECTED);
  gtk_widget_set_visible (self->sign_row, !is_signed && status != RIM_REVIEW_NOT_STARTED);
}

/* What is shown may need more room than it had. */
static void
fit (RlLesionDetails *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_present (GTK_POPOVER (self));
}

/* Returns: which of the others it is, from 1 on; 0 for none */
static guint
find_same (RlLesionDetails *self,
           RimLesion       *lesion)
{
  for (guint i = 0; i < self->others->len; i++)
    if (rim_lesion_is_same (((RimLesionTime *) g_ptr_array_index (self->others, i))->lesion, lesion))
      return i + 1;

  return 0;
}

/* How much of the form is filled in, once it is there. */
static void
update_features (RlLesionDetails *self)
{
  g_autofree char *label = NULL;
  guint n_answered = 0;
  guint n;

  if (self->form == NULL)
    return;

  n = rl_lesion_form_count (RL_LESION_FORM (self->form), &n_answered);
  label = g_strdup_printf (_("Semantic features (%u of %u)"), n_answered, n);
  gtk_expander_set_label (self->features, label);
}

static void
update (RlLesionDetails *self)
{
  RimLesion *lesion = find_lesion (self);
  g_autofree char *status = NULL;
  g_autofree char *line = NULL;

  if (lesion == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  status = rl_lesion_review_describe_status (lesion);
  line = lesion->review.reason != NULL ? g_strdup_printf ("%s: %s", status, lesion->review.reason)
                                       : g_strdup (status);
  self->is_showing = TRUE;
  gtk_label_set_label (self->title, lesion->name);
  gtk_label_set_label (self->status, line);
  gtk_image_set_from_icon_name (self->icon, rl_lesion_review_get_icon (lesion));
  gtk_drop_down_set_selected (self->kind, lesion->review.kind);
  gtk_drop_down_set_selected (self->site, find_site (lesion));
  gtk_drop_down_set_selected (self->same, find_same (self, lesion));
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->reader)))))
    gtk_editable_set_text (GTK_EDITABLE (self->reader),
                           lesion->review.reader != NULL ? lesion->review.reader : "");
  show_comments (self, &lesion->review);
  show_controls (self, lesion);
  update_features (self);
  self->is_showing = FALSE;
  fit (self);
}

static void
kind_cb (RlLesionDetails *self)
{
  if (!self->is_showing)
    rl_lesion_review_set_kind (self->session, self->lesion_id,
                               (RimReviewKind) gtk_drop_down_get_selected (self->kind));
}

static void
site_cb (RlLesionDetails *self)
{
  guint index = gtk_drop_down_get_selected (self->site);
  guint n_sites;
  const RimSite *sites = rim_sites_get (&n_sites);

  if (!self->is_showing && index <= n_sites)
    rl_lesion_review_set_site (self->session, self->lesion_id, index > 0 ? &sites[index - 1].code : NULL);
}

static void
same_cb (RlLesionDetails *self)
{
  guint index = gtk_drop_down_get_selected (self->same);

  if (self->is_showing || index > self->others->len)
    return;

  if (index == 0)
    rl_lesion_times_unlink (self->times, self->lesion_id);
  else
    rl_lesion_times_link (self->times, self->lesion_id, g_ptr_array_index (self->others, index - 1));
}

static void
reader_cb (RlLesionDetails *self)
{
  if (find_lesion (self) != NULL)
    rl_lesion_review_set_reader (self->session, self->lesion_id,
                                 gtk_editable_get_text (GTK_EDITABLE (self->reader)));
}

/* Returns: (transfer full) (nullable): what was typed, if anything */
static char *
take_text (RlLesionDetails *self)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->text), "");

  return text;
}

static void
done_cb (RlLesionDetails *self)
{
  rl_lesion_review_set_status (self->session, self->lesion_id, RIM_REVIEW_DONE, NULL);
}

static void
approve_cb (RlLesionDetails *self)
{
  rl_lesion_review_set_status (self->session, self->lesion_id, RIM_REVIEW_APPROVED, NULL);
}

static void
reject_cb (RlLesionDetails *self)
{
  g_autofree char *reason = take_text (self);

  if (reason == NULL)
    rl_lesion_details_ask_text (self, _("Why is it rejected?"));
  else
    rl_lesion_review_set_status (self->session, self->lesion_id, RIM_REVIEW_REJECTED, reason);
}

static void
reopen_cb (RlLesionDetails *self)
{
  RimLesion *lesion = find_lesion (self);
  g_autofree char *reason = take_text (self);

  if (lesion != NULL && reason == NULL && rim_lesion_is_signed (lesion))
    rl_lesion_details_ask_text (self, _("Why is it reopened?"));
  else
    rl_lesion_review_reopen (self->session, self->lesion_id, reason);
}

static void
comment_cb (RlLesionDetails *self)
{
  g_autofree char *text = take_text (self);

  if (text == NULL)
    rl_lesion_details_ask_text (self, _("Comment at the crosshair"));
  else
    rl_lesion_review_comment (self->session, self->lesion_id, text);
}

static void
sign_cb (RlLesionDetails *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  gboolean sign_all = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));

  if (*name == '\0')
    rl_lesion_details_ask_name (self);
  else
    rl_lesion_review_sign (self->session, sign_all ? NULL : self->lesion_id, name);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (data));

  return G_SOURCE_REMOVE;
}

/* Its own teardown is not over yet when it says that it closed. */
static void
closed_cb (RlLesionDetails *self)
{
  reader_cb (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (self), g_object_unref);
}

static void
rl_lesion_details_finalize (GObject *object)
{
  RlLesionDetails *self = RL_LESION_DETAILS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->times);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->lesion_id, g_free);

  G_OBJECT_CLASS (rl_lesion_details_parent_class)->finalize (object);
}

static void
rl_lesion_details_class_init (RlLesionDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_lesion_details_finalize;
}

static GtkWidget *
add_named (GtkBox     *box,
           const char *name,
           GtkWidget  *widget)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), widget);
  gtk_box_append (box, row);

  return row;
}

static GtkWidget *
add_button (RlLesionDetails *self,
            GtkBox          *box,
            const char      *label,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);

  return button;
}

static void
add_heading (RlLesionDetails *self,
             GtkBox          *box)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_box_append (box, GTK_WIDGET (self->title));

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->status, 0);
  gtk_label_set_wrap (self->status, TRUE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->status));
  gtk_box_append (box, row);
}

static GtkDropDown *
new_kinds (void)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < RIM_N_REVIEW_KINDS; i++)
    gtk_string_list_append (list, rl_lesion_review_kind_name ((RimReviewKind) i));

  return GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL));
}

static GtkDropDown *
new_sites (void)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint n_sites;
  const RimSite *sites = rim_sites_get (&n_sites);
  GtkDropDown *drop_down;

  gtk_string_list_append (list, _("None"));
  for (guint i = 0; i < n_sites; i++)
    gtk_string_list_append (list, sites[i].name);

  drop_down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)),
                                                gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                                                             "string")));
  gtk_drop_down_set_enable_search (drop_down, TRUE);

  return drop_down;
}

static void
add_attributes (RlLesionDetails *self,
                GtkBox          *box)
{
  self->kind = new_kinds ();
  self->site = new_sites ();
  self->reader = GTK_ENTRY (gtk_entry_new ());
  add_named (box, _("Kind"), GTK_WIDGET (self->kind));
  add_named (box, _("Site"), GTK_WIDGET (self->site));
  add_named (box, _("Reader"), GTK_WIDGET (self->reader));
  self->others = g_ptr_array_new ();
  self->same = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->same_row = add_named (box, _("Same as"), GTK_WIDGET (self->same));
  gtk_widget_set_visible (self->same_row, FALSE);
  g_signal_connect_object (self->same, "notify::selected", G_CALLBACK (same_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->site, "notify::selected", G_CALLBACK (site_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reader, "activate", G_CALLBACK (reader_cb), self, G_CONNECT_SWAPPED);
}

static void
add_review (RlLesionDetails *self,
            GtkBox          *box)
{
  GtkWidget *judging = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *saying = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->comments = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->text = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->text, _("Comment or reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Comment or reason"), -1);
  gtk_box_append (box, GTK_WIDGET (self->comments));
  gtk_box_append (box, GTK_WIDGET (self->text));

  self->comment = add_button (self, GTK_BOX (saying), _("Comment Here"), G_CALLBACK (comment_cb));
  self->reopen = add_button (self, GTK_BOX (saying), _("Reopen"), G_CALLBACK (reopen_cb));
  self->done = add_button (self, GTK_BOX (judging), _("Done"), G_CALLBACK (done_cb));
  self->approve = add_button (self, GTK_BOX (judging), _("Approve"), G_CALLBACK (approve_cb));
  self->reject = add_button (self, GTK_BOX (judging), _("Reject"), G_CALLBACK (reject_cb));
  gtk_box_append (box, saying);
  gtk_box_append (box, judging);
}

static void
add_signature (RlLesionDetails *self,
               GtkBox          *box)
{
  self->sign_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->name, _("Your name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Your name"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  g_signal_connect_object (self->name, "activate", G_CALLBACK (sign_cb), self, G_CONNECT_SWAPPED);
  self->all = gtk_check_button_new_with_label (_("All"));
  gtk_widget_set_tooltip_text (self->all, _("Sign all lesions that are not rejected"));
  gtk_box_append (GTK_BOX (self->sign_row), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self->sign_row), self->all);
  gtk_widget_set_hexpand (add_button (self, GTK_BOX (self->sign_row), _("Sign"), G_CALLBACK (sign_cb)), FALSE);
  gtk_box_append (box, self->sign_row);
}

static void
expanded_cb (RlLesionDetails *self)
{
  if (self->form == NULL)
    {
      self->form = rl_lesion_form_new (self->session, self->lesion_id);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->form_place), self->form);
      g_signal_connect_object (self->form, "answered", G_CALLBACK (update_features), self, G_CONNECT_SWAPPED);
      update_features (self);
    }
  fit (self);
}

static void
add_features (RlLesionDetails *self,
              GtkBox          *box)
{
  self->features = GTK_EXPANDER (gtk_expander_new (_("Semantic features")));
  self->form_place = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->form_place), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->form_place), FORM_HEIGHT);
  gtk_widget_set_margin_top (self->form_place, 6);
  gtk_expander_set_child (self->features, self->form_place);
  g_signal_connect_object (self->features, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->features));
}

static void
add_history (RlLesionDetails *self,
             GtkBox          *box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->history = gtk_expander_new (_("History"));
  self->history_rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HISTORY_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->history_rows));
  gtk_expander_set_child (GTK_EXPANDER (self->history), scrolled);
  g_signal_connect_object (self->history, "notify::expanded", G_CALLBACK (fit), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->history, FALSE);
  gtk_box_append (box, self->history);
}

static void
add_history_row (RlLesionDetails   *self,
                 const RimAuditRow *row)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (row->time / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *date = local != NULL ? g_date_time_format (local, "%x %H:%M") : g_strdup ("");
  g_autofree char *line = g_strdup_printf ("%s  %s  %s: %s", date, row->author != NULL ? row->author : "",
                                           row->what, row->detail != NULL ? row->detail : "");
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (self->history_rows, label);
}

static void
rl_lesion_details_init (RlLesionDetails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  add_heading (self, GTK_BOX (box));
  add_attributes (self, GTK_BOX (box));
  add_features (self, GTK_BOX (box));
  add_review (self, GTK_BOX (box));
  add_signature (self, GTK_BOX (box));
  add_history (self, GTK_BOX (box));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * rl_lesion_details_new:
 * @session: what is shown
 * @lesion_id: one of its lesions
 *
 * Returns: (transfer floating): the popover, without a parent
 */
GtkWidget *
rl_lesion_details_new (RlSession  *session,
                       const char *lesion_id)
{
  RlLesionDetails *self = g_object_new (RL_TYPE_LESION_DETAILS, NULL);
  RimSegmentation *segmentation = rl_session_get_segmentation (session);

  self->session = g_object_ref (session);
  self->lesion_id = g_strdup (lesion_id);
  if (segmentation != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), rim_segmentation_get_author (segmentation));
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

static GListModel *
list_others (RlLesionDetails *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _("No other lesion"));
  for (guint i = 0; i < self->others->len; i++)
    {
      g_autoptr(RlTimeItem) item = rl_time_item_new (RL_TIME_LINKED, g_ptr_array_index (self->others, i), NULL);
      g_autofree char *date = rl_time_item_dup_date (item);
      g_autofree char *line = g_strdup_printf ("%s · %s", rl_time_item_get_time (item)->lesion->name, date);

      gtk_string_list_append (list, line);
    }

  return G_LIST_MODEL (list);
}

/**
 * rl_lesion_details_set_times:
 * @self: details
 * @times: the lesions over time
 *
 * Lets the user say which lesion of another study it is.
 */
void
rl_lesion_details_set_times (RlLesionDetails *self,
                             RlLesionTimes   *times)
{
  g_autoptr(GListModel) list = NULL;

  g_return_if_fail (RL_IS_LESION_DETAILS (self));

  g_set_object (&self->times, times);
  g_ptr_array_unref (self->others);
  self->others = rl_lesion_times_list_others (times);
  list = list_others (self);
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->same, list);
  self->is_showing = FALSE;
  gtk_widget_set_visible (self->same_row, self->others->len > 0);
  update (self);
}

/**
 * rl_lesion_details_set_history:
 * @self: details
 * @rows: (element-type RimAuditRow): what was done to the lesion, the earliest first
 *
 * Shows it, the latest first.
 */
void
rl_lesion_details_set_history (RlLesionDetails *self,
                               GPtrArray       *rows)
{
  guint first;

  g_return_if_fail (RL_IS_LESION_DETAILS (self));

  first = rows->len > MAX_HISTORY ? rows->len - MAX_HISTORY : 0;
  for (guint i = rows->len; i > first; i--)
    add_history_row (self, g_ptr_array_index (rows, i - 1));
  gtk_widget_set_visible (self->history, rows->len > 0);
}

/**
 * rl_lesion_details_ask_text:
 * @self: details
 * @question: what to type
 *
 * Has the keyboard go where a comment or a reason is typed.
 */
void
rl_lesion_details_ask_text (RlLesionDetails *self,
                            const char      *question)
{
  g_return_if_fail (RL_IS_LESION_DETAILS (self));

  gtk_entry_set_placeholder_text (self->text, question);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Has the keyboard go where the name of who signs is typed. */
void
rl_lesion_details_ask_name (RlLesionDetails *self)
{
  g_return_if_fail (RL_IS_LESION_DETAILS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* Has the form of semantic features open, with the keyboard in it. */
void
rl_lesion_details_show_features (RlLesionDetails *self)
{
  g_return_if_fail (RL_IS_LESION_DETAILS (self));

  gtk_expander_set_expanded (self->features, TRUE);
  gtk_widget_child_focus (self->form, GTK_DIR_TAB_FORWARD);
}
