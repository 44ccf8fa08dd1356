"""A matplotlib renderer that never changes its mind: the same artists give the same SVG elements at every setting.

It differs from matplotlib's own SVG renderer in what a bake needs: opacities and widths are always written, every
vertex is kept, nothing is cut at the canvas, colours stand in attributes (so that a style sheet can follow the theme by
selecting on them), circles are `<circle>`, meshes are `<rect>`, a rectangular clip is a nested `<svg>` and needs no id,
and each number goes to a tape of its own beside the words between numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from .tape import Kind, Tape, letters
from .wording import level_digits, strip_marks

_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
_POINTS = {Path.MOVETO: 1, Path.LINETO: 1, Path.CURVE3: 2, Path.CURVE4: 3}
_UNIT_CIRCLE = np.asarray(Path.unit_circle().vertices, float)
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_CAPS = {"projecting": "square", "round": "round"}


class UnbakableError(ValueError):
    """A drawing uses something that cannot be told by moving numbers."""


class CanonicalRenderer(RendererBase):
    """Writes a figure to a tape; `width` and `height` in px, `dpi` px per inch, `prefix` begins every id."""

    def __init__(self, width: float, height: float, dpi: float, prefix: str) -> None:
        super().__init__()
        self.width, self.height, self.dpi, self.prefix = width, height, dpi, prefix
        self.tape = Tape()
        self._ids = 0
        self._clip: tuple[object, ...] = ()
        self._clip_end = ""
        self._shared = False
        self._shared_open = False
        self._marks = False

    # -- what matplotlib asks of every renderer ------------------------------------------------------------

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points * self.dpi / 72

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        measured: tuple[float, float, float] = super().get_text_width_height_descent(level_digits(s), prop, ismath)
        return measured

    def open_group(self, s: str, gid: str | None = None) -> None:
        self.tape.enter(gid or s)

    def close_group(self, s: str) -> None:
        self.tape.leave()

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        raise UnbakableError("it draws an image: use pcolormesh instead of imshow, its cells can change colour")

    def draw_gouraud_triangles(self, *args: Any, **kwargs: Any) -> None:
        raise UnbakableError("it shades triangles: use pcolormesh with shading='flat'")

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None) -> None:
        self._write_clip(gc)
        paint = self._paint(gc, rgbFace)
        self._open_shared(gc, paint)
        self._write_shape(gc, path, transform, None if self._shared else paint)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        with _Shared(self, True):
            super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)

    def draw_path_collection(
        self,
        gc: GraphicsContextBase,
        master_transform: Any,
        paths: Any,
        all_transforms: Any,
        offsets: Any,
        offset_trans: Any,
        facecolors: Any,
        edgecolors: Any,
        linewidths: Any,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        alike = max(len(facecolors), len(edgecolors), len(linewidths)) <= 1
        with _Shared(self, alike):
            super().draw_path_collection(
                gc,
                master_transform,
                paths,
                all_transforms,
                offsets,
                offset_trans,
                facecolors,
                edgecolors,
                linewidths,
                *args,
                **kwargs,
            )

    def draw_quad_mesh(
        self,
        gc: GraphicsContextBase,
        master_transform: Transform,
        meshWidth: int,
        meshHeight: int,
        coordinates: Any,
        offsets: Any,
        offsetTrans: Any,
        facecolors: Any,
        antialiased: Any,
        edgecolors: Any,
    ) -> None:
        corners = master_transform.transform(coordinates.reshape(-1, 2)).reshape(coordinates.shape)
        if not (np.allclose(corners[:, :1, 1], corners[:, :, 1]) and np.allclose(corners[:1, :, 0], corners[:, :, 0])):
            raise UnbakableError("it draws a slanted mesh: pcolormesh needs cells with upright edges")
        self._write_clip(gc)
        self.tape.add('<g shape-rendering="crispEdges">')
        cells = ((row, col) for row in range(meshHeight) for col in range(meshWidth))
        for (row, col), colour in zip(cells, facecolors):
            self._write_cell(corners[row, col], corners[row + 1, col + 1], colour)
        self.tape.add("</g>")

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        if ismath:
            super().draw_text(gc, x, y, strip_marks(s), prop, angle, ismath, mtext)
            return
        self._write_clip(gc)
        anchor, x, y = _anchor(mtext, x, y, angle, self.height)
        self.tape.add("<text")
        self._write_transform(x, y, angle)
        if anchor != "start":
            self.tape.add(f' text-anchor="{anchor}"')
        self._write_font(prop)
        self._write_colour("fill", gc.get_rgb(), _alpha(gc, gc.get_rgb()))
        self.tape.add(">").text(s).add("</text>")

    def finish(self) -> Tape:
        """Close what is open and hand the tape over."""
        self._close_clip()
        return self.tape

    # -- shapes ---------------------------------------------------------------------------------------------

    def _write_shape(self, gc: GraphicsContextBase, path: Path, transform: Transform, paint: _Paint | None) -> None:
        # Only marks are known to stay round: an ellipse may be a circle at one setting and none at the next.
        radius = _circle_radius(path, transform) if self._marks else None
        if radius is None:
            self.tape.add('<path d="')
            self._write_outline(path.transformed(transform))
            self.tape.add('"')
        else:
            x, y = transform.transform((0, 0))
            self.tape.add("<circle")
            self._write_numbers(cx=x, cy=self.height - y, r=radius)
        if paint:
            self._write_paint(gc, paint)
        self.tape.add("/>")

    def _write_outline(self, path: Path) -> None:
        for letter, points in _segments(path):
            self.tape.add(letter)
            for place, (x, y) in enumerate(points):
                self.tape.add(" " if place else "").number(x).add(" ").number(self.height - y)

    def _write_cell(self, low: Any, high: Any, colour: Any) -> None:
        left, right = sorted((low[0], high[0]))
        bottom, top = sorted((low[1], high[1]))
        self.tape.add("<rect")
        self._write_numbers(x=left, y=self.height - top, width=right - left, height=top - bottom)
        self._write_colour("fill", colour, colour[3])
        self.tape.add("/>")

    def _write_numbers(self, **numbers: float) -> None:
        for name, number in numbers.items():
            self.tape.add(f' {name}="').number(number).add('"')

    # -- paint ----------------------------------------------------------------------------------------------

    def _paint(self, gc: GraphicsContextBase, face: Any) -> _Paint:
        fill = self._hatch(gc, face) if gc.get_hatch() else face
        return _Paint(fill, gc.get_rgb() if gc.get_linewidth() else None)

    def _write_paint(self, gc: GraphicsContextBase, paint: _Paint) -> None:
        if isinstance(paint.fill, str):
            self.tape.add(f' fill="url(#{paint.fill})" fill-opacity="')
            self.tape.number(gc.get_alpha() if gc.get_forced_alpha() else 1.0, Kind.OPACITY).add('"')
        else:
            self._write_colour("fill", paint.fill, None if paint.fill is None else _alpha(gc, paint.fill))
        if paint.stroke is None:
            return
        self._write_colour("stroke", paint.stroke, _alpha(gc, paint.stroke))
        self.tape.add(' stroke-width="').number(self.points_to_pixels(gc.get_linewidth()), Kind.WIDTH).add('"')
        if gc.get_capstyle() in _CAPS:
            self.tape.add(f' stroke-linecap="{_CAPS[gc.get_capstyle()]}"')
        self._write_dashes(gc)

    def _write_dashes(self, gc: GraphicsContextBase) -> None:
        _, dashes = gc.get_dashes()
        if dashes is None:
            return
        self.tape.add(' stroke-dasharray="')
        for place, dash in enumerate(np.asarray(dashes, float)):
            self.tape.add(" " if place else "").number(self.points_to_pixels(dash), Kind.WIDTH)
        self.tape.add('"')

    def _write_colour(self, role: str, colour: Any, alpha: float | None) -> None:
        if colour is None:
            self.tape.add(f' {role}="none"')
            return
        self.tape.add(f' {role}="').colour(to_hex(colour)).add(f'" {role}-opacity="')
        self.tape.number(float(alpha if alpha is not None else 1), Kind.OPACITY).add('"')

    def _hatch(self, gc: GraphicsContextBase, face: Any) -> str:
        name, size = self._next_id(), self.dpi
        self.tape.add(f'<pattern id="{name}" patternUnits="userSpaceOnUse"')
        self._write_numbers(width=size, height=size)
        self.tape.add("><rect")
        self._write_numbers(width=size, height=size)
        self._write_colour("fill", face, None if face is None else _alpha(gc, face))
        self.tape.add('/><path d="')
        upright = Affine2D().scale(size).translate(0, self.height - size)  # the tile's corner, not the canvas's
        self._write_outline(gc.get_hatch_path().transformed(upright))
        self.tape.add('"')
        self._write_colour("stroke", gc.get_hatch_color(), 1)
        self.tape.add(' stroke-width="').number(self.points_to_pixels(gc.get_hatch_linewidth()), Kind.WIDTH)
        self.tape.add('"/></pattern>')
        return name

    # -- styles shared by many shapes -----------------------------------------------------------------------

    def _open_shared(self, gc: GraphicsContextBase, paint: _Paint) -> None:
        if self._shared and not self._shared_open:
            self.tape.add("<g")
            self._write_paint(gc, paint)
            self.tape.add(">")
            self._shared_open = True

    def _close_shared(self) -> None:
        if self._shared_open:
            self.tape.add("</g>")
            self._shared_open = False

    # -- clips ----------------------------------------------------------------------------------------------

    def _write_clip(self, gc: GraphicsContextBase) -> None:
        path, transform = _clip_path(gc)
        box = gc.get_clip_rectangle()
        # By the artist's own clip, not by its values: two clips may fall together at one setting and part at the next.
        wanted: tuple[object, ...] = (gc._clippath if path else box,) if path or box else ()  # type: ignore[attr-defined]
        if wanted == self._clip:
            return
        self._close_clip()
        self._clip = wanted
        if path:
            self._open_clip_path(transform.transform_path(path))
        elif box:
            self._open_clip_box(*box.bounds)

    def _open_clip_box(self, x: float, y: float, width: float, height: float) -> None:
        edges = (x, self.height - y - height, width, height)
        self.tape.add("<svg")
        self._write_numbers(x=edges[0], y=edges[1], width=width, height=height)
        self.tape.add(' viewBox="')
        for place, edge in enumerate(edges):
            self.tape.add(" " if place else "").number(edge)
        self.tape.add('" preserveAspectRatio="none">')
        self._clip_end = "</svg>"

    def _open_clip_path(self, path: Path) -> None:
        name = self._next_id()
        self.tape.add(f'<clipPath id="{name}"><path d="')
        self._write_outline(path)
        self.tape.add(f'"/></clipPath><g clip-path="url(#{name})">')
        self._clip_end = "</g>"

    def _close_clip(self) -> None:
        self.tape.add(self._clip_end)
        self._clip, self._clip_end = (), ""

    # -- text and names -------------------------------------------------------------------------------------

    def _write_transform(self, x: float, y: float, angle: float) -> None:
        self.tape.add(' transform="translate(').number(x).add(" ").number(y).add(")")
        self.tape.add(" rotate(").number(-angle).add(')"')

    def _write_font(self, prop: FontProperties) -> None:
        self.tape.add(' font-size="').number(self.points_to_pixels(prop.get_size_in_points())).add('"')
        weight = weight_dict.get(str(prop.get_weight()), prop.get_weight())
        if weight != 400:
            self.tape.add(f' font-weight="{weight}"')
        if prop.get_style() != "normal":
            self.tape.add(f' font-style="{prop.get_style()}"')

    def _next_id(self) -> str:
        self._ids += 1
        return f"{self.prefix}-{letters(self._ids - 1)}"


def _clip_path(gc: GraphicsContextBase) -> tuple[Any, Any]:
    # Typed loosely: matplotlib's own annotation says TransformedPath where its code hands out a Path.
    return gc.get_clip_path()


class _Paint:
    """A fill (colour, id of a hatch, or None) and a stroke (colour or None)."""

    def __init__(self, fill: Any, stroke: Any) -> None:
        self.fill, self.stroke = fill, stroke


class _Shared:
    """Within it, shapes are written without paint inside one group that carries it for all."""

    def __init__(self, renderer: CanonicalRenderer, wanted: bool) -> None:
        self.renderer, self.wanted = renderer, wanted

    def __enter__(self) -> None:
        self.renderer._shared = self.wanted
        self.renderer._marks = True

    def __exit__(self, *problem: object) -> None:
        self.renderer._close_shared()
        self.renderer._shared = self.renderer._marks = False


def _alpha(gc: GraphicsContextBase, colour: Any) -> float:
    if gc.get_forced_alpha():
        return float(gc.get_alpha())
    return float(colour[3]) if len(colour) > 3 else 1.0


def _circle_radius(path: Path, transform: Transform) -> float | None:
    vertices = np.asarray(path.vertices, float)
    if len(vertices) != len(_UNIT_CIRCLE):
        return None
    scale = float(np.abs(vertices).max())
    (a, c, _), (b, d, _), _ = transform.get_matrix() if transform.is_affine else np.zeros((3, 3))
    round_enough = c == b == 0 and abs(a) == abs(d) and scale and np.allclose(vertices, _UNIT_CIRCLE * scale)
    return float(abs(a) * scale) if round_enough else None


def _segments(path: Path) -> Iterator[tuple[str, Any]]:
    """The path's commands with their points; a vertex that is not a number rests on the last one that is."""
    vertices = _rest_on_numbers(np.asarray(path.vertices, float))
    line = [Path.MOVETO, *[Path.LINETO] * (len(vertices) - 1)]
    codes = line if path.codes is None else np.asarray(path.codes).tolist()
    at = 0
    while at < len(codes):
        if codes[at] == Path.CLOSEPOLY:
            yield "Z", ()
            at += 1
        elif codes[at] == Path.STOP:
            return
        else:
            count = _POINTS[codes[at]]
            yield _LETTERS[codes[at]], vertices[at : at + count]
            at += count


def _rest_on_numbers(vertices: Any) -> Any:
    known = np.isfinite(vertices).all(axis=1)
    if known.all() or not known.any():
        return np.nan_to_num(vertices)
    places = np.flatnonzero(known)
    if not known[places[0] : places[-1] + 1].all():
        raise UnbakableError("a line has a gap of missing values inside: draw two lines, or use np.clip")
    return vertices[np.clip(np.arange(len(vertices)), places[0], places[-1])]


def _anchor(mtext: Text | None, x: float, y: float, angle: float, height: float) -> tuple[str, float, float]:
    """Where the text hangs: matplotlib measures with its own font, the page may have another, so keep the anchor."""
    if mtext is None or (angle and mtext.get_rotation_mode() != "anchor"):
        return "start", x, y
    hung_x, hung_y = mtext.get_transform().transform(mtext.get_unitless_position())
    hung_y = height - hung_y
    down = np.array([np.sin(np.deg2rad(angle)), np.cos(np.deg2rad(angle))])
    hung = np.array([hung_x, hung_y]) + down @ [x - hung_x, y - hung_y] * down
    return _ANCHORS[mtext.get_horizontalalignment()], float(hung[0]), float(hung[1])
