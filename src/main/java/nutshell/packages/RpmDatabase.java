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

    private RpmDatabase() {}

    /** SQLite wants a file to seek in, so what was streamed is one for as long as it takes. */
    static void read(InputStream content, Path room, String where, Consumer<InstalledPackage> each) throws IOException {
        Path copy = Files.createTempFile(room, ".nutshell-rpmdb", "");
        try {
            Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
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
                ResultSet rows = statement.executeQuery("SELECT blob FROM Packages")) {
            while (rows.next()) {
                new RpmHeader(rows.getBytes(1)).installed(where).ifPresent(each);
            }
        } catch (SQLException e) {
            throw new IOException("no database of rpm's: " + e.getMessage(), e);
        }
    }
}
