package nutshell.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nutshell.refusals.Refusal;

/** Walks a directory that is, or could be, somebody's root; links are never followed, as they may lead out. */
public final class TreeInventory extends SimpleFileVisitor<Path> {

    /** The kernel's own trees, where no packages are. */
    private static final Set<String> NOT_FILES = Set.of("proc", "sys", "dev");

    private final Path root;
    private final InventoryReader reader;
    private final List<String> closed = new ArrayList<>();

    private TreeInventory(Path root, Path room) {
        this.root = root;
        this.reader = new InventoryReader(room);
    }

    /** Reads a root; in the room a file may lie for a moment. */
    public static Inventory of(Path root, Path room) {
        TreeInventory tree = new TreeInventory(root, room);
        try {
            Files.walkFileTree(root, tree);
        } catch (IOException e) {
            throw Refusal.failed(root + ": " + e.getMessage(), "ls -l " + root);
        }
        Inventory read = tree.reader.inventory();
        List<String> unread = new ArrayList<>(read.unread());
        unread.addAll(tree.closed);
        return new Inventory(read.distribution(), read.packages(), unread);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return NOT_FILES.contains(root.relativize(directory).toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String path = root.relativize(file).toString();
        if (attributes.isRegularFile() && InventoryReader.wants(path)) {
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                reader.file(path, content);
            } catch (IOException e) {
                closed.add(path + ": " + reason(e));
            }
        }
        return FileVisitResult.CONTINUE;
    }

    /** What we may not look into may hold packages. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        closed.add(root.relativize(file) + ": " + reason(e));
        return FileVisitResult.CONTINUE;
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "may not be read (permission)" : e.getMessage() + "";
    }
}
