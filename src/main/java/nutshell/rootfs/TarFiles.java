package nutshell.rootfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** An image that lies in an uncompressed tar: read once for the places of its files, then piece by piece. */
final class TarFiles implements ImageFiles {

    private static final int MOST_LINKS = 8;

    private final FileChannel channel;
    private final Map<String, Piece> pieces = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private record Piece(long position, long size) {}

    private TarFiles(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes over the channel, whatever comes of it. */
    static TarFiles index(FileChannel channel, Limits limits) throws IOException {
        TarFiles files = new TarFiles(channel);
        boolean whole = false;
        try {
            files.read(new Budget(limits, Long.MAX_VALUE));
            whole = true;
            return files;
        } finally {
            if (!whole) {
                files.channel.close();
            }
        }
    }

    private void read(Budget budget) throws IOException {
        try (InputStream in = new BufferedInputStream(new SliceStream(channel, 0, channel.size()))) {
            TarEntries tar = new TarEntries(in);
            Optional<TarArchiveEntry> next = tar.next();
            while (next.isPresent()) {
                TarArchiveEntry entry = next.get();
                budget.entry();
                budget.place(Path.of(entry.getName()));
                note(entry, tar.position());
                next = tar.nextSkipping();
            }
        }
    }

    private void note(TarArchiveEntry entry, long position) throws IOException {
        String name = plain(entry.getName());
        if (entry.isSymbolicLink() || entry.isLink()) {
            // Older archives of Docker's name a layer that occurs twice by a link.
            links.put(name, entry.isLink() ? plain(entry.getLinkName()) : beside(name, entry.getLinkName()));
        } else if (!entry.isDirectory() && !entry.isSparse()) {
            if (position + entry.getSize() > channel.size()) {
                throw Unfit.damaged("it ends in the middle of '%s'".formatted(Wording.text(name)));
            }
            pieces.put(name, new Piece(position, entry.getSize()));
        }
    }

    private static String beside(String name, String target) {
        return plain(
                Path.of("/").resolve(name).resolveSibling(target).normalize().toString());
    }

    private static String plain(String name) {
        return Path.of("/" + name).normalize().toString().substring(1);
    }

    private Optional<Piece> find(String name) {
        String at = plain(name);
        for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
            at = links.getOrDefault(at, at);
        }
        return Optional.ofNullable(pieces.get(at));
    }

    private Piece piece(String name) throws IOException {
        return find(name).orElseThrow(() -> new NoSuchFileException(name));
    }

    @Override
    public boolean has(String name) {
        return find(name).isPresent();
    }

    @Override
    public long size(String name) throws IOException {
        return piece(name).size;
    }

    @Override
    public InputStream open(String name) throws IOException {
        Piece piece = piece(name);
        return new SliceStream(channel, piece.position, piece.size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
