package nutshell.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {

    private static final Release RELEASE = new Release("1", "x86_64", Instant.ofEpochSecond(1_000_000_000));

    @TempDir
    Path directory = Path.of("");

    @Test
    void writes_the_same_bytes_whatever_the_files_times_are() throws IOException {
        Files.writeString(directory.resolve("b"), "second");
        Files.writeString(directory.resolve("a"), "first");
        byte[] once = written();
        Files.setLastModifiedTime(directory.resolve("a"), FileTime.fromMillis(0));

        assertArrayEquals(once, written());
    }

    @Test
    void keeps_links_and_what_may_be_executed_and_gives_all_to_root() throws IOException {
        Files.setPosixFilePermissions(directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("plain"), "");
        Files.writeString(directory.resolve("program"), "");
        directory.resolve("program").toFile().setExecutable(true);
        Files.createSymbolicLink(directory.resolve("link"), Path.of("program"));
        List<String> told = new ArrayList<>();

        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(written()))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                told.add("%s %o %s%d"
                        .formatted(
                                entry.getName(), entry.getMode() & 0777, entry.getLinkName(), entry.getLongUserId()));
                assertEquals(RELEASE.date(), entry.getLastModifiedTime().toInstant());
            }
        }
        assertEquals(List.of("top/ 755 0", "top/link 777 program0", "top/plain 644 0", "top/program 755 0"), told);
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Tar tar = Tar.to(bytes, RELEASE)) {
            tar.tree(directory, "top");
        }
        return bytes.toByteArray();
    }
}
