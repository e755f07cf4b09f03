# Prints the table of tests/oracle/oracle-measurement.c: what numpy says of regions on
# anisotropic, turned and sheared grids, by trying every voxel.
#   python3 tests/support/measurement.py
# Needs numpy only; nothing of Rimlight.
import numpy as np


def rotation(axis, degrees):
    a = np.array(axis, float) / np.linalg.norm(axis)
    t = np.radians(degrees)
    k = np.array([[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]])
    return np.eye(3) + np.sin(t) * k + (1 - np.cos(t)) * k @ k


SIZE = (40, 36, 12)
ANISOTROPIC = np.column_stack([[0.8, 0, 0], [0, 1.1, 0], [0, 0, 3.0]])
TURNED = rotation((1, 2, 3), 25) @ ANISOTROPIC
SHEARED = np.column_stack([[0.8, 0, 0], [0, 1.1, 0], [0, 0.9, 3.0]])
ORIGIN = np.array([-17.25, 12.5, -40.0])

i, j, k = np.meshgrid(*[np.arange(n) for n in SIZE], indexing="ij")
STORED = (7 * i + 13 * j + 29 * k + (i * j) % 11) % 301 - 50
VALUES = STORED * (1 + 0.25 * k) + (-20 + 3 * k)


def centers(columns):
    return np.stack([i, j, k], -1) @ columns.T + ORIGIN


def on_plane(columns, origin, normal):
    along = normal @ columns
    axis = np.argmax(np.abs(along))
    place = -((centers(columns) - origin) @ normal) / along[axis]
    return (place >= -0.5) & (place < 0.5)


def inside_polygon(x, y, corners):
    inside = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0)):
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= ((ay > y) != (by > y)) & (x < ax + (y - ay) / (by - ay) * (bx - ax))
    return inside


def case(name, columns, middle, u, v, kind, shape):
    u, v = [np.array(d, float) / np.linalg.norm(d) for d in (u, v)]
    v -= u * (u @ v)
    v /= np.linalg.norm(v)
    origin = np.array(middle) @ columns.T + ORIGIN
    d = centers(columns) - origin
    x, y = d @ u, d @ v
    if kind == "ellipse":
        inside = (x / shape[0]) ** 2 + (y / shape[1]) ** 2 <= 1
        area = np.pi * shape[0] * shape[1]
    else:
        inside = inside_polygon(x, y, np.array(shape, float))
        p = np.array(shape, float)
        q = np.roll(p, -1, axis=0)
        area = abs(np.sum(p[:, 0] * q[:, 1] - q[:, 0] * p[:, 1])) / 2
    chosen = VALUES[on_plane(columns, origin, np.cross(u, v)) & inside]
    print("  { \"%s\", %d, %.17g, %.17g, %.17g, %.17g, %.17g, %.17g }," % (
        name, chosen.size, area, chosen.mean(), chosen.std(), chosen.min(), chosen.max(),
        np.median(chosen)))


RECTANGLE = [(-9.3, -6.1), (9.3, -6.1), (9.3, 6.1), (-9.3, 6.1)]
BEAN = [(-9, -4), (-2, -7), (6, -5.5), (10, 1), (4, 7), (2.5, 1.5), (-1, 0.5), (-5, 6), (-10, 3)]

for name, columns in (("anisotropic", ANISOTROPIC), ("turned", TURNED), ("sheared", SHEARED)):
    rows, down, through = columns.T
    case(name + " slice ellipse", columns, (20.2, 17.6, 5.1), rows, down, "ellipse", (9.7, 6.2))
    case(name + " slice rectangle", columns, (20.2, 17.6, 4.9), rows + down, down - rows,
         "rectangle", RECTANGLE)
    case(name + " slice freehand", columns, (19.6, 18.3, 7.2), rows, down, "freehand", BEAN)
    case(name + " coronal rectangle", columns, (20.3, 17.7, 6.2), rows, through, "rectangle", RECTANGLE)
    case(name + " sagittal ellipse", columns, (20.3, 17.7, 6.2), down, through, "ellipse", (12.4, 7.3))
    case(name + " oblique freehand", columns, (20.3, 17.7, 6.2), rows + through, down + 0.2 * through,
         "freehand", BEAN)
