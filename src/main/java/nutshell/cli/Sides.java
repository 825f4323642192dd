package nutshell.cli;

import nutshell.container.Container;
import nutshell.container.View;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;
import org.jspecify.annotations.Nullable;

/** The host's view and the container's, read at one moment, and the table to set them side by side in. */
record Sides(Container container, View host, View inside, SideBySide table, Paint paint) {

    static Sides of(Shell shell) {
        Container container = shell.session().current();
        Paint paint = shell.surroundings().paint();
        SideBySide table = new SideBySide(paint, shell.surroundings().width());
        return new Sides(container, View.ofHost(), View.of(container), table, paint);
    }

    String head() {
        return table.head();
    }

    String row(String label, String ofHost, String ofContainer) {
        return table.row(label, ofHost, ofContainer);
    }

    /** The kinds that take hold of children only are shown as the children will have them. */
    String row(Namespace namespace) {
        NamespaceId here = host.namespaces().get(namespace);
        NamespaceId own = inside.namespaces().get(namespace);
        NamespaceId children = inside.forChildren().get(namespace);
        boolean later = !namespace.childrenLink().equals(namespace.procName())
                && container.own().contains(namespace);
        String shown =
                later ? (children == null ? "with its first process" : inode(children) + " (children)") : inode(own);
        return row(namespace.word(), inode(here), shown);
    }

    private static String inode(@Nullable NamespaceId id) {
        return id == null ? "this kernel has none" : Long.toString(id.inode());
    }

    /** A remark below the table. */
    String remark(String text) {
        return paint.dim(table.fit("  " + text));
    }
}
