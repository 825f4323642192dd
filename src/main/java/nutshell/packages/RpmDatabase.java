package nutshell.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Reads {@code rpmdb.sqlite}, the form in which rpm has kept its headers since 4.16. */
final class RpmDatabase {

    private static final long MOST_BYTES = 1L << 30;
    private static final long LARGEST_HEADER = 16L << 20;

    private RpmDatabase() {}

    /** SQLite wants a file to seek in, so what was streamed is one for as long as it takes. */
    static void read(InputStream content, Path room, String where, Consumer<InstalledPackage> each) throws IOException {
        Path copy = Files.createTempFile(room, ".nutshell-rpmdb", "");
        try {
            Files.copy(new BoundedStream(content, MOST_BYTES), copy, StandardCopyOption.REPLACE_EXISTING);
            read(copy, where, each);
        } finally {
            Files.delete(copy);
        }
    }

    /** Opened as something that nobody writes to: no journal is looked for, none is left. */
    private static void read(Path file, String where, Consumer<InstalledPackage> each) throws IOException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:"
                        + file.toUri().toString().replaceFirst("^file:/+", "file:/") + "?mode=ro&immutable=1");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT length(blob), CASE WHEN length(blob) <= "
                        + LARGEST_HEADER + " THEN blob END FROM Packages")) {
            while (rows.next()) {
                if (rows.getLong(1) > LARGEST_HEADER) {
                    throw new IOException("a header of more than 16 MB; what stands behind it was not read");
                }
                byte[] header = rows.getBytes(2);
                if (header == null) {
                    throw new IOException("a row without a header; what stands behind it was not read");
                }
                new RpmHeader(header).installed(where).ifPresent(each);
            }
        } catch (SQLException e) {
            throw new IOException("no database of rpm's: " + e.getMessage(), e);
        }
    }
}
