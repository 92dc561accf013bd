/// A chart with a sentence that says what it shows and the data behind it.
///
/// A chart decides no number: bars carry the texts that the tables print, and lengths only.
package struct Chart: Sendable {
  /// What the chart is of.
  package var title: String
  /// What it shows, for those who cannot see it.
  package var summary: String
  /// What is drawn.
  package var figure: Figure

  /// What is drawn.
  package enum Figure: Sendable {
    /// Horizontal bars in groups, from 0 or from where the last one ended.
    case bars(Bars)
    /// Curves over the unit square.
    case curves(Curves)
    /// Points between two axes.
    case scatter(Scatter)
  }

  /// A chart with its title, its text alternative and what is drawn.
  package init(_ title: String, summary: String, _ figure: Figure) {
    self.title = title
    self.summary = summary
    self.figure = figure
  }

  /// Horizontal bars.
  package struct Bars: Sendable {
    /// How a bar is coloured.
    package enum Style: Hashable, Sendable {
      /// One of several series, from 0.
      case series(Int)
      /// A rise and a fall of a waterfall.
      case rise, fall
      /// Where a waterfall begins and ends.
      case total
    }

    /// One bar.
    package struct Bar: Sendable {
      /// Where it begins and ends on the axis.
      package var from, to: Double
      /// The number that is printed beside it.
      package var text: String
      /// How it is coloured.
      package var style: Style

      /// A bar with the number that is printed beside it.
      package init(from: Double = 0, to: Double, text: String, style: Style = .series(0)) {
        self.from = from
        self.to = to
        self.text = text
        self.style = style
      }
    }

    /// Bars under one label.
    package struct Group: Sendable {
      /// The label.
      package var label: String
      /// Its bars.
      package var bars: [Bar]

      /// Bars under a label.
      package init(_ label: String, _ bars: [Bar]) {
        self.label = label
        self.bars = bars
      }
    }

    /// The name of each series; one name or none needs no legend.
    package var series: [String]
    /// The groups from the top.
    package var groups: [Group]

    /// From the least end of a bar to the greatest, 0 included.
    var extent: ClosedRange<Double> {
      var (low, high) = (0.0, 0.0)
      for bar in groups.flatMap(\.bars) {
        low = min(low, bar.from, bar.to)
        high = max(high, bar.from, bar.to)
      }
      return low...high
    }

    /// Whether labels have room beside their bars: of many groups each is one bar, or a stack of them, from 0.
    var isCompact: Bool {
      groups.count > 5
        && groups.allSatisfy { group in
          let ends = [0] + group.bars.map(\.to)
          return zip(group.bars, ends).allSatisfy { $0.from == $1 && $0.to >= $1 } && !group.bars.isEmpty
            && DisplayWidth.of(group.label) <= 22
        }
    }

    /// Bars in groups.
    package init(series: [String] = [], groups: [Group]) {
      self.series = series
      self.groups = groups
    }
  }

  /// Curves over the unit square, as Lorenz curves are.
  package struct Curves: Sendable {
    /// A point, both coordinates from 0 to 1.
    package struct Point: Sendable {
      /// The coordinates.
      package var x, y: Double

      /// A point.
      package init(x: Double, y: Double) {
        self.x = x
        self.y = y
      }
    }

    /// One curve.
    package struct Curve: Sendable {
      /// Its name in the legend.
      package var name: String
      /// Its points from left to right.
      package var points: [Point]

      /// A named curve.
      package init(_ name: String, _ points: [Point]) {
        self.name = name
        self.points = points
      }
    }

    /// What the axes are.
    package var horizontal, vertical: String
    /// What the diagonal stands for.
    package var diagonal: String
    /// The curves.
    package var curves: [Curve]

    /// Curves with named axes and diagonal.
    package init(horizontal: String, vertical: String, diagonal: String, curves: [Curve]) {
      self.horizontal = horizontal
      self.vertical = vertical
      self.diagonal = diagonal
      self.curves = curves
    }
  }
}

extension Chart {
  /// Points between two axes.
  package struct Scatter: Sendable {
    /// An axis with its name and the numbers that are printed along it.
    package struct Axis: Sendable {
      /// What it is of.
      package var name: String
      /// From where to where it goes.
      package var range: ClosedRange<Double>
      /// The numbers along it.
      package var ticks: [(value: Double, text: String)]

      /// An axis.
      package init(_ name: String, range: ClosedRange<Double>, ticks: [(value: Double, text: String)]) {
        (self.name, self.range, self.ticks) = (name, range, ticks)
      }
    }

    /// A point.
    package struct Point: Sendable {
      /// Where it lies.
      package var x, y: Double
      /// The numbers of its place as they are printed.
      package var texts: [String]
      /// What is written beside it, and what it is called in the data.
      package var label, name: String
      /// Which series it is of, the one that matters most being 0.
      package var series: Int

      /// A point.
      package init(x: Double, y: Double, texts: [String], label: String, name: String, series: Int) {
        (self.x, self.y, self.texts) = (x, y, texts)
        (self.label, self.name, self.series) = (label, name, series)
      }
    }

    /// The axes.
    package var horizontal, vertical: Axis
    /// The names of the series.
    package var series: [String]
    /// The points.
    package var points: [Point]

    /// Points between two axes.
    package init(horizontal: Axis, vertical: Axis, series: [String], points: [Point]) {
      (self.horizontal, self.vertical) = (horizontal, vertical)
      (self.series, self.points) = (series, points)
    }
  }
}

extension Chart {
  /// The data behind the chart as a table.
  func data(_ language: Language) -> TextTable {
    switch figure {
    case .bars(let bars):
      let count = bars.groups.map(\.bars.count).max() ?? 0
      var table = TextTable([.init(title, .left)])
      for index in 0..<count {
        table.columns.append(.init(bars.series.indices.contains(index) ? bars.series[index] : language("実績", "value")))
      }
      table.rows = bars.groups.map { group in
        [group.label] + (0..<count).map { group.bars.indices.contains($0) ? group.bars[$0].text : "–" }
      }
      return table
    case .curves(let curves):
      var table = TextTable([.init(curves.horizontal)])
      table.columns += curves.curves.map { .init($0.name, group: curves.vertical) }
      table.rows = (0...10).map { step in
        let x = Double(step) / 10
        return [DecimalText.text(x * 100, 0) + " %"]
          + curves.curves.map { DecimalText.text($0.height(at: x) * 100, 1) + " %" }
      }
      return table
    case .scatter(let scatter):
      var table = TextTable([.init(title, .left)])
      table.columns += [scatter.horizontal, scatter.vertical].map { .init($0.name) }
      table.rows = scatter.points.map { [$0.name] + $0.texts }
      return table
    }
  }
}

extension Chart.Curves.Curve {
  /// The height between two points, linearly.
  func height(at x: Double) -> Double {
    guard let right = points.firstIndex(where: { $0.x >= x }) else { return points.last?.y ?? 0 }
    guard right > 0 else { return points[right].y }
    let (a, b) = (points[right - 1], points[right])
    return b.x > a.x ? a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x) : b.y
  }
}
