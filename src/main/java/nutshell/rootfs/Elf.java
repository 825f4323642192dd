package nutshell.rootfs;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a program says of itself to the loader. See elf(5); believes no offset it has not checked. */
record Elf(
        int bits,
        int machine,
        Optional<String> interpreter,
        List<String> needed,
        List<String> rpath,
        List<String> runpath) {

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int DT_NULL = 0;
    private static final int DT_NEEDED = 1;
    private static final int DT_STRTAB = 5;
    private static final int DT_RPATH = 15;
    private static final int DT_RUNPATH = 29;
    /** PATH_MAX: no name in a program is longer. */
    private static final int LONGEST_NAME = 4096;

    private static final int MOST_DYNAMIC = 8192;

    static boolean isElf(ByteBuffer file) {
        return file.limit() >= 4 && file.getInt(0) == (file.order() == ByteOrder.BIG_ENDIAN ? 0x7f454c46 : 0x464c457f);
    }

    /** Fails with {@link Unfit} if the headers point outside the file. */
    static Elf parse(ByteBuffer file) throws Unfit {
        try {
            return new Reader(file.duplicate()).read();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            throw Unfit.damaged("its ELF headers point outside the file");
        }
    }

    /** Static programs name no loader, also those that may be placed anywhere (static-pie). */
    boolean isStatic() {
        return interpreter.isEmpty();
    }

    private record Segment(int type, long offset, long address, long size) {}

    /** The two word sizes differ in where fields lie, not in which there are. */
    private static final class Reader {

        private final ByteBuffer file;
        private final boolean wide;

        Reader(ByteBuffer file) throws Unfit {
            this.file = file.order(ByteOrder.BIG_ENDIAN);
            if (!isElf(file) || file.limit() < 52) {
                throw Unfit.damaged("it is not an ELF file");
            }
            this.wide = file.get(4) == 2;
            file.order(file.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }

        Elf read() throws Unfit {
            List<Segment> segments = segments();
            Optional<String> interpreter = Optional.empty();
            List<String> needed = new ArrayList<>();
            List<String> rpath = new ArrayList<>();
            List<String> runpath = new ArrayList<>();
            for (Segment segment : segments) {
                if (segment.type == PT_INTERP) {
                    interpreter = Optional.of(text(segment.offset));
                } else if (segment.type == PT_DYNAMIC && needed.isEmpty()) {
                    needed.addAll(dynamic(segment, segments, DT_NEEDED));
                    dynamic(segment, segments, DT_RPATH).forEach(dirs -> rpath.addAll(split(dirs)));
                    dynamic(segment, segments, DT_RUNPATH).forEach(dirs -> runpath.addAll(split(dirs)));
                }
            }
            return new Elf(wide ? 64 : 32, file.getShort(18) & 0xffff, interpreter, needed, rpath, runpath);
        }

        private List<Segment> segments() {
            long table = word(wide ? 32 : 28);
            int each = file.getShort(wide ? 54 : 42) & 0xffff;
            int count = file.getShort(wide ? 56 : 44) & 0xffff;
            List<Segment> segments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int at = position(table + (long) i * each);
                segments.add(new Segment(
                        file.getInt(at),
                        word(at + (wide ? 8 : 4)),
                        word(at + (wide ? 16 : 8)),
                        word(at + (wide ? 32 : 16))));
            }
            return segments;
        }

        private List<String> dynamic(Segment dynamic, List<Segment> segments, int wanted) throws Unfit {
            List<Long> offsets = new ArrayList<>();
            long strings = 0;
            int step = wide ? 16 : 8;
            long count = Math.min(dynamic.size / step, MOST_DYNAMIC);
            for (long i = 0; i < count; i++) {
                int at = position(dynamic.offset + i * step);
                long tag = word(at);
                if (tag == DT_NULL) {
                    break;
                }
                if (tag == DT_STRTAB) {
                    strings = word(at + step / 2);
                } else if (tag == wanted) {
                    offsets.add(word(at + step / 2));
                }
            }
            List<String> found = new ArrayList<>();
            for (long offset : offsets) {
                found.add(text(Math.addExact(inFile(strings, segments), offset)));
            }
            return found;
        }

        /** The string table is named by its address in memory. */
        private static long inFile(long address, List<Segment> segments) throws Unfit {
            for (Segment segment : segments) {
                if (segment.type == PT_LOAD && address >= segment.address && address - segment.address < segment.size) {
                    return segment.offset + (address - segment.address);
                }
            }
            throw Unfit.damaged("its table of names lies in no segment");
        }

        private static List<String> split(String directories) {
            return List.of(directories.split(":", -1)).stream()
                    .filter(directory -> !directory.isEmpty())
                    .toList();
        }

        private String text(long offset) throws Unfit {
            int start = position(offset);
            int end = start;
            while (file.get(end) != 0) {
                if (++end - start > LONGEST_NAME) {
                    throw Unfit.damaged("a name in it is longer than %d bytes".formatted(LONGEST_NAME));
                }
            }
            byte[] bytes = new byte[end - start];
            file.position(start).get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private long word(int at) {
            return wide ? file.getLong(at) : file.getInt(at) & 0xffff_ffffL;
        }

        private static int position(long offset) {
            if (offset < 0 || offset > Integer.MAX_VALUE) {
                throw new IndexOutOfBoundsException();
            }
            return (int) offset;
        }
    }
}
