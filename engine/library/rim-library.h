/* rim-library.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dicom/rim-series.h"
#include "segment/rim-segmentation.h"

G_BEGIN_DECLS

#define RIM_LIBRARY_ERROR (rim_library_error_quark ())

/**
 * RimLibraryError:
 * @RIM_LIBRARY_ERROR_FAILED: anything else
 * @RIM_LIBRARY_ERROR_BUSY: another program kept the library for too long
 * @RIM_LIBRARY_ERROR_FULL: the disk is full
 * @RIM_LIBRARY_ERROR_READ_ONLY: the library may not be written
 * @RIM_LIBRARY_ERROR_DAMAGED: the database is no database or is damaged
 * @RIM_LIBRARY_ERROR_VERSION: a newer version of Rimlight made it
 * @RIM_LIBRARY_ERROR_NOT_FOUND: there is no such row
 * @RIM_LIBRARY_ERROR_MISSING: files are not where they were
 */
typedef enum
{
  RIM_LIBRARY_ERROR_FAILED,
  RIM_LIBRARY_ERROR_BUSY,
  RIM_LIBRARY_ERROR_FULL,
  RIM_LIBRARY_ERROR_READ_ONLY,
  RIM_LIBRARY_ERROR_DAMAGED,
  RIM_LIBRARY_ERROR_VERSION,
  RIM_LIBRARY_ERROR_NOT_FOUND,
  RIM_LIBRARY_ERROR_MISSING,
} RimLibraryError;

#define RIM_TYPE_LIBRARY (rim_library_get_type ())

/**
 * RimLibrary:
 *
 * What the user has imported and drawn: SQLite in WAL mode in one folder.
 * Reading happens on the caller's thread and takes milliseconds; writing
 * happens on the library's own thread, in the order it was asked for.
 *
 * Signal "changed": on the main context of the maker, after an import, a
 * relocation or a status was committed; at most ten times a second.
 * Signal "write-failed" (const char *message): a write could not be done (disk
 * full, read-only); it is kept and tried again every second and at each new
 * step.
 * Signal "write-recovered": all that was kept is written.
 * Signal "reads-changed": images are opened in other reads than before, see
 * rim_library_set_read().
 */
G_DECLARE_FINAL_TYPE (RimLibrary, rim_library, RIM, LIBRARY, GObject)

/**
 * RimReading:
 * @RIM_READING_UNREAD: nobody has said anything of it
 * @RIM_READING_STARTED: somebody is at it
 * @RIM_READING_REVIEWED: read and accepted
 * @RIM_READING_REJECTED: not to be used
 *
 * How far the reading of a study is. The numbers are those of the library.
 */
typedef enum
{
  RIM_READING_UNREAD,
  RIM_READING_STARTED,
  RIM_READING_REVIEWED,
  RIM_READING_REJECTED,
} RimReading;

/**
 * RimLibraryRow:
 *
 * One patient, study or series as a list shows it. Strings in UTF-8; absent is
 * %NULL. Boxed, owned by the receiver of the array.
 */
typedef struct
{
  gint64        id;            /* stable within the library */
  gint64        parent_id;
  char         *uid;           /* patient id, study UID or series UID */
  char         *title;         /* patient's name, description */
  char         *date;          /* YYYYMMDD */
  char         *time;
  char         *modality;
  char         *birth_date;
  char         *sex;
  int           number;
  guint         part;
  RimSeriesKind kind;
  guint         n_children;    /* studies, series or instances */
  guint         n_contours;    /* ROIs that refer to it, or that it holds */
  gboolean      missing;       /* some file is not where it was */
  char         *frame_of_reference_uid;
  char         *referenced_series_uid;
  gboolean      is_dicom;      /* NIfTI and NRRD are not; see rim_image_read() */
  RimReading    status;        /* of studies */
  gint64        imported;      /* when something of it came last, in µs; of patients and studies */
  gint64        opened;        /* when it was last looked at, in µs, or 0; the same */
  gboolean      has_drawing;   /* something was drawn on it here; in an index only */
} RimLibraryRow;

/**
 * RimImportProgress:
 * @n_found: files to look at, found so far
 * @n_done: of which this many were looked at
 * @n_added: files that are new in the library
 * @n_known: files that were there before
 * @n_refused: files that could not be read
 * @rate: files per second
 *
 * How far an import is. Plain data.
 */
typedef struct
{
  guint  n_found;
  guint  n_done;
  guint  n_added;
  guint  n_known;
  guint  n_refused;
  double rate;
} RimImportProgress;

/**
 * RimImportMode:
 * @RIM_IMPORT_IN_PLACE: files stay where they are, and the library remembers their paths
 * @RIM_IMPORT_COPY: they are copied into the library's folder
 *
 * Where imported files lie.
 */
typedef enum
{
  RIM_IMPORT_IN_PLACE,
  RIM_IMPORT_COPY,
} RimImportMode;

typedef void (*RimImportProgressFunc) (const RimImportProgress *progress,
                                       gpointer                 data);

GQuark      rim_library_error_quark   (void);
char       *rim_library_get_default_folder (void) G_GNUC_WARN_UNUSED_RESULT;
RimLibrary *rim_library_open          (const char  *folder,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const char *rim_library_get_folder    (RimLibrary  *self);
void        rim_library_close         (RimLibrary  *self);
gboolean    rim_library_begin_session (RimLibrary  *self);

/* Import: blocks the caller (a worker); progress at most ten times a second.
 * @refused gets a line per file that was not taken (element-type utf8, own free
 * function), @series_ids the series found, known ones too (element-type gint64,
 * a pointer to each; give an array that frees with g_free()).
 */
gboolean    rim_library_import        (RimLibrary            *self,
                                       const char *const     *paths,
                                       RimImportMode          mode,
                                       RimImportProgressFunc  func,
                                       gpointer               data,
                                       GPtrArray             *refused,
                                       GPtrArray             *series_ids,
                                       GCancellable          *cancellable,
                                       GError               **error);

/* Lists: (element-type RimLibraryRow) */
GPtrArray  *rim_library_list_patients (RimLibrary  *self,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_library_list_studies  (RimLibrary  *self,
                                       gint64       patient_id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_library_list_studies_beside (RimLibrary  *self,
                                             gint64       study_id,
                                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_library_list_series   (RimLibrary  *self,
                                       gint64       study_id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_library_get_files     (RimLibrary  *self,
                                       gint64       series_id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimSeries  *rim_library_open_series   (RimLibrary  *self,
                                       gint64       series_id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume  *rim_library_read_image    (RimLibrary  *self,
                                       gint64       series_id,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_library_row_free      (RimLibraryRow *row);

/* How far the reading is */
void        rim_library_set_status    (RimLibrary       *self,
                                       const char       *study_uid,
                                       RimReading        status,
                                       const char       *author);
void        rim_library_note_opened   (RimLibrary  *self,
                                       const char  *study_uid);

/* Which study the others of a patient are compared with */
void        rim_library_pin_prior     (RimLibrary       *self,
                                       const char       *study_uid,
                                       gboolean          pinned);
char       *rim_library_dup_pinned_prior (RimLibrary    *self,
                                          gint64         study_id,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Files that moved */
guint       rim_library_check_files   (RimLibrary    *self,
                                       gint64         series_id,
                                       GCancellable  *cancellable);
guint       rim_library_relocate      (RimLibrary    *self,
                                       const char    *folder,
                                       GCancellable  *cancellable,
                                       GError       **error);

/* What was drawn. A segmentation belongs to an image series; it is made of the
 * journal's records, appended as they happen and replayed when it is opened.
 */
RimSegmentation *rim_library_load_segmentation (RimLibrary      *self,
                                                const char      *study_uid,
                                                const char      *series_uid,
                                                guint            series_part,
                                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;
RimSegmentation *rim_library_load_read (RimLibrary  *self,
                                        const char  *study_uid,
                                        const char  *series_uid,
                                        guint        series_part,
                                        const char  *read,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const char *rim_library_get_read_of   (RimSegmentation *segmentation);
void        rim_library_set_read      (RimLibrary      *self,
                                       const char      *study_uid,
                                       const char      *read,
                                       gboolean         is_accepted);
void        rim_library_clear_reads   (RimLibrary      *self);
guint       rim_library_count_reads   (RimLibrary      *self);
void        rim_library_notify_reads  (RimLibrary      *self);
char       *rim_library_dup_read      (RimLibrary      *self,
                                       const char      *study_uid,
                                       gboolean        *is_accepted) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rim_library_list_reads    (RimLibrary      *self,
                                       const char      *study_uid,
                                       const char      *series_uid,
                                       guint            series_part,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_library_track         (RimLibrary      *self,
                                       RimSegmentation *segmentation);
gboolean    rim_library_is_saved      (RimLibrary      *self,
                                       RimSegmentation *segmentation);
gboolean    rim_library_refresh       (RimLibrary      *self,
                                       RimSegmentation *segmentation,
                                       GError         **error);
gboolean    rim_library_flush         (RimLibrary      *self,
                                       GError         **error);

/* How a series was shown last: text that only its maker understands. Written
 * off this thread.
 */
void        rim_library_set_display   (RimLibrary  *self,
                                       const char  *study_uid,
                                       const char  *series_uid,
                                       guint        series_part,
                                       const char  *display);
char       *rim_library_dup_display   (RimLibrary  *self,
                                       const char  *study_uid,
                                       const char  *series_uid,
                                       guint        series_part,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a user typed in for the SUV of a PET. Nothing is ever taken out: the
 * latest row counts, and one without a correction takes back what was before it.
 */
gboolean    rim_library_correct_suv   (RimLibrary             *self,
                                       const char             *study_uid,
                                       const char             *series_uid,
                                       const RimSuvOverrides  *correction,
                                       GError                **error);
gboolean    rim_library_get_suv_correction (RimLibrary       *self,
                                            const char       *study_uid,
                                            const char       *series_uid,
                                            RimSuvOverrides **correction,
                                            GError          **error);
GPtrArray  *rim_library_list_suv_corrections (RimLibrary  *self,
                                              const char  *study_uid,
                                              const char  *series_uid,
                                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLibraryRow, rim_library_row_free)

G_END_DECLS
