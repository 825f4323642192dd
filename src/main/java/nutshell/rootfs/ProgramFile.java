package nutshell.rootfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a program's first bytes and its headers, whatever its size. */
final class ProgramFile {

    /** BINPRM_BUF_SIZE: how much of a script's first line the kernel reads. */
    private static final int FIRST_LINE = 256;

    private ProgramFile() {}

    static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
        }
    }

    /** Returns what follows {@code #!}, if the file is a script. See execve(2), Interpreter scripts. */
    static Optional<String> interpreterLine(ByteBuffer file) {
        byte[] start = new byte[Math.min(file.limit(), FIRST_LINE)];
        file.duplicate().position(0).get(start);
        String text = new String(start, StandardCharsets.UTF_8);
        return text.startsWith("#!")
                ? Optional.of(text.substring(2).lines().findFirst().orElse("").strip())
                : Optional.empty();
    }
}
