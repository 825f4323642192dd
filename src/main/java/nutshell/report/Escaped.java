package nutshell.report;

import nutshell.refusals.Printable;

/** Strangers' text made part of a document without being able to say anything in its language. */
final class Escaped {

    private Escaped() {}

    static String html(String text) {
        return Printable.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Escapes every character that can begin something, and a number or mark that would begin a list. */
    static String markdown(String text) {
        return Printable.text(text)
                .replaceAll("([\\\\`*_\\[\\]|~$])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                // A bare address would become a link.
                .replace("://", ":\u2060//".replace("\u2060", "&#8288;"));
    }
}
