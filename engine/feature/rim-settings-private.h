/* rim-settings-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-ref-count.h"
#include "feature/rim-settings.h"
#include "feature/rim-study-images.h"
#include "filter/rim-ibsi-filter.h"

G_BEGIN_DECLS

#define RIM_MAX_NUMBERS       64
#define RIM_MAX_NAME          32
#define RIM_MAX_SETTING_KEYS  128
#define RIM_MAX_SETTING_IMAGES 32

/**
 * RimNumbers:
 * @n: how many
 * @values: the numbers
 * @whole: bit i is set where number i was written without a point, which
 *   PyRadiomics shows in the names of images ("log-sigma-1-mm-3D")
 *
 * A short list of numbers.
 */
typedef struct
{
  guint   n;
  double  values[RIM_MAX_NUMBERS];
  guint64 whole;
} RimNumbers;

typedef enum
{
  RIM_IBSI_NEAREST,
  RIM_IBSI_LINEAR,
  RIM_IBSI_CUBIC_SPLINE,
} RimIbsiInterpolation;

typedef enum
{
  RIM_RESEGMENT_ABSOLUTE,
  RIM_RESEGMENT_RELATIVE,
  RIM_RESEGMENT_SIGMA,
} RimResegmentMode;

/**
 * RimSettingFilter:
 *
 * What the file says of one filter of the IBSI; see #RimIbsiFilterSettings.
 */
typedef struct
{
  int        kind;               /* RimIbsiFilterKind */
  char       name[RIM_MAX_NAME]; /* of its image; empty: made of the settings */
  gint64     dimensions;         /* 2 or 3; 0: as textures */
  int        boundary;           /* RimBoundary */
  gboolean   rotation_invariant;
  int        pooling;            /* RimPooling */
  gint64     energy_distance;    /* 0: no energy */
  gint64     support;
  double     sigma;
  double     cutoff;
  char       kernels[RIM_MAX_NAME];
  double     lambda;
  double     gamma;
  double     angle;              /* degrees, as angle_step is */
  double     angle_step;
  gboolean   orthogonal_planes;
  char       wavelet[RIM_MAX_NAME];
  char       subband[RIM_MAX_NAME];
  gint64     level;
  RimNumbers order;
  gboolean   steered;
  double     tensor_sigma;
} RimSettingFilter;

/**
 * RimSettingStudy:
 *
 * What the file says of VOIs and of the fused image; see #RimVoiSettings and
 * #RimFusionSettings.
 */
typedef struct
{
  double   r_in_mm;
  double   r_out_mm;
  gboolean rim_inside;
  int      clip;                     /* RimVoiClip */

  int      method;                   /* RimFusionMethod */
  int      grid;                     /* RimFusionGrid */
  char     interpolator[RIM_MAX_NAME];
  int      scale;                    /* RimFusionScale */
  int      scope;                    /* RimFusionScope */
  gboolean pet_square_root;
  double   ct_weight;
  double   detail_weight;
  char     wavelet[RIM_MAX_NAME];
  gboolean clip_bands;
  gint64   radius;
  gint64   n_bins;
  double   pseudo_count;
  double   margin_mm;
} RimSettingStudy;

/**
 * RimSettingBeyond:
 *
 * What the file says of families that no standard has; see #RimBeyondSettings.
 */
typedef struct
{
  gint64 collage_radius;
  gint64 collage_bins;
  double margin_reach_mm;
  double margin_step_mm;
  gint64 margin_profiles;
  double sector_shell_mm;
  double gabor_sigma_mm;
  double gabor_lambda_mm;
  gint64 gabor_bins;
  gint64 laws_bins;
} RimSettingBeyond;

/**
 * RimSettingValues:
 *
 * The value of every key of rim_setting_keys: what the pipeline reads. Where a
 * key can be absent, NAN, 0 or an empty list says that it is, as its row says.
 */
typedef struct
{
  /* The mask */
  gint64           minimum_roi_dimensions;
  gint64           minimum_roi_size; /* 0: not checked */
  double           geometry_tolerance; /* NAN: ITK's own */
  gboolean         correct_mask;
  gint64           label;
  gint64           label_channel;
  gboolean         additional_info;

  /* The image before any filter */
  gboolean         normalize;
  double           normalize_scale;
  double           remove_outliers;  /* NAN: none are */
  RimNumbers       resampled_pixel_spacing; /* x, y, z mm; 0: as it is; empty: not resampled */
  int              interpolator;     /* SimpleITK's number; 0: not resampled */
  gint64           pad_distance;
  gboolean         pre_crop;
  RimNumbers       resegment_range;
  int              resegment_mode;   /* RimResegmentMode */
  gboolean         resegment_shape;

  /* Filters */
  RimNumbers       sigma;
  gint64           start_level;
  gint64           level;
  char             wavelet[RIM_MAX_NAME];
  gboolean         gradient_use_spacing;
  double           lbp_2d_radius;
  gint64           lbp_2d_samples;
  int              lbp_2d_method;    /* default, ror, uniform, var */
  gint64           lbp_3d_levels;
  double           lbp_3d_radius;
  gint64           lbp_3d_subdivision;

  /* Classes */
  double           bin_width;
  gint64           bin_count;        /* 0: bins have a width */
  gboolean         force_2d;
  gint64           force_2d_dimension; /* 0 z, 1 y, 2 x, as in arrays of numpy */
  RimNumbers       distances;
  int              weighting;        /* RimWeighting */
  gboolean         symmetrical_glcm;
  gint64           gldm_a;
  gint64           voxel_array_shift;

  /* Voxel maps */
  gint64           kernel_radius;
  gboolean         masked_kernel;
  double           init_value;
  gint64           voxel_batch;      /* -1: all at once */

  /* The IBSI's pipeline */
  gint64           dimensions;       /* 2: textures slice by slice; 3 */
  int              image_interpolation; /* RimIbsiInterpolation */
  double           roi_threshold;
  gboolean         round_intensities;
  double           outlier_sigma;    /* NAN: none are left out */
  double           ivh_step;
  double           ivh_bin_width;    /* NAN: see ivh_bin_count */
  gint64           ivh_bin_count;    /* 0: steps */
  double           coarseness;
  guint            aggregations;     /* bit i: RimAggregation i + 1; 0: by dimensions */

  /* One filter of the IBSI */
  RimSettingFilter filter;

  /* Images and VOIs of a patient */
  RimSettingStudy  study;

  /* Families that no standard has */
  RimSettingBeyond beyond;
} RimSettingValues;

/**
 * RimKeyKind:
 *
 * What may stand behind a key, and the type of its field in #RimSettingValues.
 */
typedef enum
{
  RIM_KEY_BOOL,                  /* gboolean */
  RIM_KEY_INT,                   /* gint64 */
  RIM_KEY_FLOAT,                 /* double */
  RIM_KEY_INTS,                  /* RimNumbers */
  RIM_KEY_FLOATS,                /* RimNumbers */
  RIM_KEY_CHOICE,                /* int */
  RIM_KEY_CHOICES,               /* guint: bit i is choice i */
  RIM_KEY_NAME,                  /* char[RIM_MAX_NAME] */
} RimKeyKind;

typedef enum
{
  RIM_SECTION_SETTING,
  RIM_SECTION_VOXEL_SETTING,
  RIM_SECTION_FILTER,
  RIM_SECTION_VOI,
  RIM_SECTION_FUSION,
  RIM_SECTION_BEYOND,
} RimSettingSection;

/**
 * RimSettingKey:
 * @name: as it is written
 * @section: where it is written
 * @profiles: who has it
 * @kind: what its value is
 * @offset: where its value goes in #RimSettingValues
 * @min: the least number
 * @max: the greatest
 * @above: whether @min itself is too little
 * @initial: the number, choice or only element when it is not written; NAN for
 *   none
 * @can_be_null: whether "null" may stand for none
 * @min_n: the fewest numbers of a list
 * @max_n: the most
 * @choices: (nullable): names, in the order of the values; %NULL where the value
 *   has none
 * @n_choices: how many
 * @takes_number: whether the number of a choice may stand for its name
 * @initial_name: (nullable): the name when it is not written
 * @is_name: (nullable): whether a name exists
 * @filters: of a filter: bit i is set where #RimIbsiFilterKind i has it
 * @family: (nullable): the only family that reads it
 *
 * A setting: one row of the table in rim-settings-keys.c.
 */
typedef struct
{
  const char         *name;
  RimSettingSection   section;
  RimProfiles         profiles;
  RimKeyKind          kind;
  gsize               offset;
  double              min;
  double              max;
  gboolean            above;
  double              initial;
  gboolean            can_be_null;
  guint               min_n;
  guint               max_n;
  const char *const  *choices;
  guint               n_choices;
  gboolean            takes_number;
  const char         *initial_name;
  gboolean (*is_name)(const char *name);
  guint               filters;
  const char         *family;
} RimSettingKey;

/**
 * RimImageKind:
 *
 * The image types of a settings file, in the order in which they are written.
 */
typedef enum
{
  RIM_IMAGE_ORIGINAL,
  RIM_IMAGE_WAVELET,
  RIM_IMAGE_LOG,
  RIM_IMAGE_SQUARE,
  RIM_IMAGE_SQUARE_ROOT,
  RIM_IMAGE_LOGARITHM,
  RIM_IMAGE_EXPONENTIAL,
  RIM_IMAGE_GRADIENT,
  RIM_IMAGE_LBP_2D,
  RIM_IMAGE_LBP_3D,
  RIM_IMAGE_IBSI_FILTER,         /* of the list "filter", as many as there are */
  RIM_N_IMAGE_KINDS
} RimImageKind;

typedef struct
{
  const char  *name;
  RimProfiles  profiles;
} RimImageKindInfo;

/**
 * RimSettingImage:
 * @kind: which image type
 * @values: all settings as they are for this type
 * @is_own: which keys it sets itself, by row of the table
 */
typedef struct
{
  RimImageKind     kind;
  RimSettingValues values;
  gboolean         is_own[RIM_MAX_SETTING_KEYS];
} RimSettingImage;

/**
 * RimSettingDeviations:
 * @values: all settings, with those that a CT, PET or fused image has of its own
 * @is_own: which these are, by row of the table
 */
typedef struct
{
  RimSettingValues values;
  gboolean         is_own[RIM_MAX_SETTING_KEYS];
} RimSettingDeviations;

struct _RimSettings
{
  RimRefCount           ref_count;
  RimProfile            profile;
  RimSettingValues      values;
  guint                 n_images;
  RimSettingImage      *images[RIM_MAX_SETTING_IMAGES];
  guint                 study_images; /* as 1 << RimStudyImage; 0: whatever there is */
  guint                 study_vois; /* as 1 << RimVoiKind; 0: the tumour */
  RimSettingDeviations *deviations[RIM_N_STUDY_IMAGES];
  guint                 n_families;
  guint                *order;    /* families as the file names them, the others behind */
  guint                 n_ordered;
  guint8              **features; /* per family: %NULL, or one byte per feature: its place in
                                   * the file's list from 1, 1 of a whole class, 0 of none */
  char                 *yaml;
  char                 *hash;
};

/* rim-settings.c */
RimSettings *rim_settings_new_empty       (void) G_GNUC_WARN_UNUSED_RESULT;
RimSettingImage *rim_settings_add_image   (RimSettings         *self,
                                           RimImageKind         kind);
void         rim_settings_add_family      (RimSettings         *self,
                                           guint                family);
void         rim_settings_order_family    (RimSettings         *self,
                                           guint                family);
void         rim_settings_finish          (RimSettings         *self);

/* rim-settings-keys.c */
const RimSettingKey *rim_setting_keys_get (guint               *n_keys);
const RimImageKindInfo *rim_image_kind_get_info (RimImageKind kind);
void         rim_setting_values_init      (RimSettingValues    *self);
int          rim_setting_values_get_flat_axis (const RimSettingValues *self);
void         rim_setting_values_get_beyond (const RimSettingValues *self,
                                            RimBeyondSettings      *beyond);
void         rim_setting_value_set_null   (const RimSettingKey *key,
                                           gpointer             field);
gboolean     rim_family_can_be_asked      (const RimFamily     *family,
                                           RimProfile           profile);
gboolean     rim_family_is_in_profile     (const RimFamily     *family,
                                           RimProfile           profile);

void         rim_setting_value_copy       (const RimSettingKey    *key,
                                           RimSettingValues       *to,
                                           const RimSettingValues *from);

/* rim-settings-parse.c */
gboolean     rim_settings_parse           (RimSettings         *self,
                                           const char          *yaml,
                                           gsize                length,
                                           const char          *path,
                                           GError             **error);

/* rim-settings-value.c */
gboolean     rim_setting_parse_null       (const char          *text,
                                           gsize                length);
gboolean     rim_setting_parse_bool       (const char          *text,
                                           gsize                length,
                                           gboolean            *value);
gboolean     rim_setting_parse_int        (const char          *text,
                                           gsize                length,
                                           gint64              *value);
gboolean     rim_setting_parse_float      (const char          *text,
                                           gsize                length,
                                           double              *value);

/* rim-settings-write.c */
char        *rim_settings_write           (RimSettings         *self,
                                           gboolean             is_ordered) G_GNUC_WARN_UNUSED_RESULT;
char        *rim_settings_describe        (RimSettings         *self) G_GNUC_WARN_UNUSED_RESULT;
char        *rim_settings_describe_images (RimSettings         *self) G_GNUC_WARN_UNUSED_RESULT;
void         rim_settings_append_real     (GString             *text,
                                           double               value);

G_END_DECLS
