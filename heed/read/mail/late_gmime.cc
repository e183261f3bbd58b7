// GMime, loaded when mail is first read: with GLib, GIO, GPGME and eleven more that it brings it
// would take a third of the start of every command.
#include <gmime/gmime.h>

#include "heed/read/late_library.h"

#undef g_object_unref  // GLib wraps it in a macro that keeps the type

namespace {
constexpr heed::read::LateLibrary kLibrary("libgmime-3.0.so.0", "libgmime-3.0-0");
}

HEED_LATE(void, g_mime_init, (), ())
HEED_LATE(void, g_free, (gpointer memory), (memory))
HEED_LATE(void, g_object_unref, (gpointer object), (object))
HEED_LATE(gint64, g_date_time_to_unix, (GDateTime * date), (date))
HEED_LATE(GTypeInstance*, g_type_check_instance_cast, (GTypeInstance * object, GType type),
          (object, type))
HEED_LATE(gboolean, g_type_check_instance_is_a, (GTypeInstance * object, GType type),
          (object, type))

HEED_LATE(GType, g_mime_message_part_get_type, (), ())
HEED_LATE(GType, g_mime_multipart_get_type, (), ())
HEED_LATE(GType, g_mime_object_get_type, (), ())
HEED_LATE(GType, g_mime_part_get_type, (), ())
HEED_LATE(GType, g_mime_stream_mem_get_type, (), ())
HEED_LATE(GType, g_mime_text_part_get_type, (), ())
HEED_LATE(GType, internet_address_mailbox_get_type, (), ())

HEED_LATE(GMimeStream*, g_mime_stream_mem_new, (), ())
HEED_LATE(GMimeStream*, g_mime_stream_mem_new_with_buffer, (const char* buffer, size_t size),
          (buffer, size))
HEED_LATE(GByteArray*, g_mime_stream_mem_get_byte_array, (GMimeStreamMem * stream), (stream))
HEED_LATE(ssize_t, g_mime_data_wrapper_write_to_stream,
          (GMimeDataWrapper * content, GMimeStream* stream), (content, stream))

HEED_LATE(GMimeParser*, g_mime_parser_new_with_stream, (GMimeStream * stream), (stream))
HEED_LATE(void, g_mime_parser_set_format, (GMimeParser * parser, GMimeFormat format),
          (parser, format))
HEED_LATE(GMimeMessage*, g_mime_parser_construct_message,
          (GMimeParser * parser, GMimeParserOptions* options), (parser, options))
HEED_LATE(gboolean, g_mime_parser_eos, (GMimeParser * parser), (parser))

HEED_LATE(GMimeObject*, g_mime_message_get_mime_part, (GMimeMessage * message), (message))
HEED_LATE(GDateTime*, g_mime_message_get_date, (GMimeMessage * message), (message))
HEED_LATE(const char*, g_mime_message_get_message_id, (GMimeMessage * message), (message))
HEED_LATE(GMimeMessage*, g_mime_message_part_get_message, (GMimeMessagePart * part), (part))

HEED_LATE(GMimeHeaderList*, g_mime_object_get_header_list, (GMimeObject * object), (object))
HEED_LATE(GMimeHeader*, g_mime_header_list_get_header,
          (GMimeHeaderList * headers, const char* name), (headers, name))
HEED_LATE(const char*, g_mime_header_get_raw_value, (GMimeHeader * header), (header))
HEED_LATE(char*, g_mime_utils_header_decode_text, (GMimeParserOptions * options, const char* text),
          (options, text))
HEED_LATE(GMimeContentType*, g_mime_object_get_content_type, (GMimeObject * object), (object))
HEED_LATE(const char*, g_mime_object_get_content_type_parameter,
          (GMimeObject * object, const char* parameter), (object, parameter))
HEED_LATE(const char*, g_mime_object_get_disposition, (GMimeObject * object), (object))
HEED_LATE(const char*, g_mime_object_get_content_id, (GMimeObject * object), (object))
HEED_LATE(gboolean, g_mime_content_type_is_type,
          (GMimeContentType * type, const char* major, const char* minor), (type, major, minor))
HEED_LATE(GMimeDataWrapper*, g_mime_part_get_content, (GMimePart * part), (part))
HEED_LATE(const char*, g_mime_part_get_filename, (GMimePart * part), (part))
HEED_LATE(int, g_mime_multipart_get_count, (GMimeMultipart * parts), (parts))
HEED_LATE(const char*, g_mime_multipart_get_prologue, (GMimeMultipart * parts), (parts))
HEED_LATE(GMimeObject*, g_mime_multipart_get_part, (GMimeMultipart * parts, int index),
          (parts, index))

HEED_LATE(InternetAddressList*, internet_address_list_parse,
          (GMimeParserOptions * options, const char* text), (options, text))
HEED_LATE(int, internet_address_list_length, (InternetAddressList * list), (list))
HEED_LATE(InternetAddress*, internet_address_list_get_address,
          (InternetAddressList * list, int index), (list, index))
HEED_LATE(const char*, internet_address_get_name, (InternetAddress * address), (address))
HEED_LATE(const char*, internet_address_mailbox_get_addr, (InternetAddressMailbox * mailbox),
          (mailbox))
