package nutshell.drift;

import nutshell.kernel.FileStamp;
import nutshell.kernel.OpenFiles;

/** A file that is open for reading, and is to be judged. */
record Program(int fd, FileStamp stamp, Contents contents) {

    static Program of(int fd, OpenFiles files, Contents contents) {
        return new Program(fd, files.stamp(fd), contents);
    }

    /** Another one, read by the same reader. */
    Program beside(int other, OpenFiles files) {
        return of(other, files, contents);
    }

    /** Reads all of it. */
    String digest() {
        return contents.digest(fd);
    }

    /** What it begins with. */
    boolean beginsWith(String text) {
        return contents.beginning(fd, text.length()).equals(text);
    }
}
