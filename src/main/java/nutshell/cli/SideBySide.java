package nutshell.cli;

import nutshell.refusals.Printable;

/** A table of three columns and a mark: what, the host's, the container's. On a narrow terminal the two stand below. */
final class SideBySide {

    private static final int LABEL = 16;
    private static final int NARROW = 60;

    private final Paint paint;
    private final int width;
    private final int column;

    SideBySide(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
        this.column = Math.min(36, (width - LABEL - 8) / 2);
    }

    String head() {
        return width < NARROW
                ? paint.dim("  host, then container")
                : paint.dim("  %s %s %s".formatted(pad("", LABEL), pad("host", column), "container"));
    }

    String row(String label, String host, String container) {
        boolean same = host.equals(container);
        String mark = host.isEmpty() ? " " : same ? paint.dim("=") : paint.notable("≠");
        if (width < NARROW) {
            String first = host.isEmpty() ? "" : "\n" + fit("    " + host);
            String what = Fold.fit(Printable.text(label), width - 5);
            return "  " + mark + " " + what + first + "\n" + fit("    " + container);
        }
        String own = pad(container, column);
        return "  %s %s %s %s"
                .formatted(pad(label, LABEL), pad(host, column), same || host.isEmpty() ? own : paint.good(own), mark);
    }

    private static String pad(String text, int width) {
        String fit = Fold.fit(Printable.text(text), width);
        return fit + " ".repeat(width - fit.length());
    }

    String fit(String line) {
        return Fold.fit(Printable.text(line), width - 1);
    }
}
