//! Structs as parts of keys.
use cache_runtime::CacheKey;
#[derive(CacheKey)]
pub struct Tenant {
    pub region: String,
    pub id: u64,
    #[cache_key(skip)]
    pub ratio: f64,
}
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for Tenant {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        <String as ::cache_runtime::__private::KeyPart>::encode(&self.region, encoder);
        <u64 as ::cache_runtime::__private::KeyPart>::encode(&self.id, encoder);
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        <String as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.separate();
        <u64 as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    <String as ::cache_runtime::__private::KeyPart>::shape(shape);
                    <u64 as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
#[derive(CacheKey)]
pub struct Wrapper<T: Clone>(pub T);
#[automatically_derived]
impl<T: Clone + ::cache_runtime::__private::KeyPart> ::cache_runtime::__private::KeyPart
for Wrapper<T> {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        <T as ::cache_runtime::__private::KeyPart>::encode(&self.0, encoder);
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        <T as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    <T as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
#[derive(CacheKey)]
pub struct Everything;
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for Everything {
    fn encode(&self, _: &mut ::cache_runtime::__private::KeyEncoder) {}
    fn render(
        _: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape.group(::core::any::type_name::<Self>(), |_| {});
    }
}
