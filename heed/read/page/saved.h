// Where a page that was saved to a file lay, as the program that saved it wrote into it.
#pragma once

#include <string>
#include <string_view>

namespace heed::read {

// Of browsers' and SingleFile's comments at the start of a page; "" where there are none.
std::string saved_address(std::string_view html);

}  // namespace heed::read
