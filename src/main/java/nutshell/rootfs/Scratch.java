package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** A file without a name: the kernel takes it back when it is closed, or when we are killed. */
final class Scratch {

    private Scratch() {}

    /** Takes down a stream to its end. */
    static FileChannel holding(InputStream in, Path room) throws IOException {
        FileChannel channel = nameless(room);
        boolean whole = false;
        try {
            // Not closed: that would close the channel too.
            in.transferTo(Channels.newOutputStream(channel));
            whole = true;
            return channel;
        } finally {
            if (!whole) {
                channel.close();
            }
        }
    }

    /** On Linux the JDK removes the name of a file of DELETE_ON_CLOSE as soon as it is open. */
    private static FileChannel nameless(Path room) throws IOException {
        return FileChannel.open(
                room.resolve(".nutshell-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }
}
