"""The colours of the figures: told apart by colour-blind readers, legible when projected, mapped by figures.css."""

INK = "#1f2a35"
QUIET = "#54626f"
RULE = "#c9d2da"
WASH = "#f4f6f8"
PAPER = "#ffffff"

#: Foot, shin, hip and pelvis have one colour each in every figure.
BLUE = "#0a66a3"
ORANGE = "#b34d08"
GREEN = "#13745a"
PURPLE = "#77469a"

#: Fills: bone and joints, and a pale partner for each of the four colours.
BONE = "#f3ead9"
JOINT = "#8a795c"
SKY = "#d5e6f3"
SAND = "#f7dfc9"
MINT = "#d3ebe2"
PLUM = "#e6d9f0"
